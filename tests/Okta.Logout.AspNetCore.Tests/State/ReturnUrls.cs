using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class ReturnUrls
{
    public static TheoryData<string, string> Refused => new()
    {
        { "F1", "https://evil.com" },
        { "F1", "http://evil.com/path" },
        { "F1", "HTTPS://EVIL.COM" },
        { "F2", "//evil.com" },
        { "F2", "///evil.com" },
        { "F2", "////evil.com" },
        { "F2", "/%2fevil.com" },
        { "F2", "/.//evil.com" },
        { "F2", "/a/..//evil.com" },
        { "F2", "/%2e//evil.com" },
        { "F2", "/%2e%2e//evil.com" },
        { "F2", "/%2e%2e/%2fevil.com" },
        { "F2", "/.%2f/evil.com" },
        { "F2", "~//evil.com" },
        { "F3", "/\\evil.com" },
        { "F3", "\\\\evil.com" },
        { "F3", "\\/evil.com" },
        { "F3", "/\\/evil.com" },
        { "F3", "/ok\\evil" },
        { "F3", "/%5cevil.com" },
        { "F3", "~/\\evil.com" },
        { "F4", "https:evil.com" },
        { "F4", "https:/evil.com" },
        { "F4", "http:\\\\evil" },
        { "F4", "https:spa.example.com" },
        { "F4", "https:/spa.example.com" },
        { "F4", "https:///spa.example.com" },
        { "F5", "javascript:alert(1)" },
        { "F5", "JaVaScRiPt:alert(1)" },
        { "F5", "java\tscript:alert(1)" },
        { "F5", "data:text/html,x" },
        { "F5", "vbscript:x" },
        { "F5", "file:///etc/passwd" },
        { "F5", "blob:https://spa.example.com/x" },
        { "F7", "/ok%0d%0aSet-Cookie:x" },
        { "F7", "/ok\r\nSet-Cookie:x" },
        { "F7", "/ok\n" },
        { "F7", "/ok%00" },
        { "F7", "/ok\u560d\u560aSet-Cookie:x" },
        { "F7", "/ok\u2028" },
        { "F7", "/ok\u202e" },
        { "F7", "/ok\ud800" },
        { "F7", "/\u0009/evil.com" },
        { "F7", "https://spa.example.com/%0d%0aSet-Cookie:x" },
        { "F8", "https://app.example.com@evil.com" },
        { "F8", "https://spa.example.com@evil.com" },
        { "F8", "https://user@spa.example.com" },
        { "F8", "https://user:password@spa.example.com/x" },
        { "F8", "//app@evil" },
        { "F8", "https://evil.com#@app.example.com" },
        { "F8", "https://evil.com?@spa.example.com" },
        { "F9", "https://spa.example.com.evil.com" },
        { "F9", "https://evilspa.example.com" },
        { "F9", "https://sub.spa.example.com" },
        { "F9", "https://spa.example.com:444" },
        { "F9", "https://spa.example.com:443@evil.com" },
        { "F9", "http://spa.example.com" },
        { "F9", "https://spa.example.com//evil.com" },
        { "F13", "home" },
        { "F13", "" },
        { "F13", "?x=1" },
        { "F13", "#frag" },
        { "F13", "~" },
        { "F13", "~home" },
        { "F13", " /home" },
        { "F13", "." },
        { "F14", "/" + new string('x', 10 * 1024) },
        { "F14", "/" + new string('\u00fc', 2000) },
    };

    public static TheoryData<string, string> Followed => new()
    {
        { "/", "/" },
        { "/home", "/home" },
        { "/home?tab=2&x=%20y#part", "/home?tab=2&x=%20y#part" },
        { "/a/../b", "/b" },
        { "/search?q=//evil.com", "/search?q=//evil.com" },
        { "/@evil.com", "/@evil.com" },
        { "/a b", "/a%20b" },
        { "/gr\u00fc\u00dfe?q=\u00e4#\u00f6", "/gr%C3%BC%C3%9Fe?q=%C3%A4#%C3%B6" },
        { "/\U0001F44B", "/%F0%9F%91%8B" },
        { "~/", "/base/" },
        { "~/home", "/base/home" },
        { "~/../home", "/base/home" },
        { "/search?q=100%", "/search?q=100%25" },
        { "https://spa.example.com", "https://spa.example.com/" },
        { "https://spa.example.com/x?y#z", "https://spa.example.com/x?y#z" },
        { "HTTPS://SPA.example.com/x", "https://spa.example.com/x" },
        { "https://spa.example.com:443/x", "https://spa.example.com/x" },
        { "https://app.example.com/\u00fc", "https://app.example.com/%C3%BC" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void One_that_a_browser_may_read_as_another_place_is_refused(string row, string returnUrl) =>
        Policy().Accept(returnUrl, "/base").Should().BeNull($"of row {row}");

    [Theory]
    [MemberData(nameof(Followed))]
    public void One_that_is_local_or_of_an_allowed_origin_is_followed_in_ascii(string returnUrl, string location) =>
        Policy().Accept(returnUrl, "/base").Should().Be(location);

    [Theory]
    [MemberData(nameof(Followed))]
    public void One_that_was_accepted_is_accepted_again_unchanged(string returnUrl, string location)
    {
        Policy().Accept(returnUrl, "/base").Should().Be(location);
        Policy().Accept(location, "/base").Should().Be(location);
    }

    [Fact]
    public void F13_a_path_base_is_escaped_where_it_replaces_the_tilde() =>
        Policy().Accept("~/home", "/b\u00e4se 1%").Should().Be("/b%C3%A4se%201%25/home");

    [Fact]
    public void A_path_base_that_names_a_host_is_not_followed() => Policy().Accept("~/home", "//evil.com").Should().BeNull();

    [Fact]
    public void The_default_path_is_below_the_path_base_and_in_ascii() =>
        Policy("/abgemeldet-f\u00fcr-heute?x=1").SignedOutPath("/b\u00e4se").Should().Be("/b%C3%A4se/abgemeldet-f%C3%BCr-heute?x=1");

    [Fact]
    public void The_default_path_stays_here_even_where_the_path_base_names_a_host() => Policy().SignedOutPath("//evil.com").Should().Be("/");

    private static ReturnUrlPolicy Policy(string signedOutPath = "/") => new(Options.Create(new OktaLogoutWebOptions
    {
        PublicOrigin = "https://app.example.com",
        SignedOutPath = signedOutPath,
        AllowedOrigins = { "https://spa.example.com" },
    }));
}
