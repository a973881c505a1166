using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class ReturnUrls
{
    public static TheoryData<string, string> Refused => new()
    {
        { "another site", "https://evil.com" },
        { "another site", "http://evil.com/path" },
        { "another site", "HTTPS://EVIL.COM" },
        { "several slashes", "//evil.com" },
        { "several slashes", "///evil.com" },
        { "several slashes", "////evil.com" },
        { "several slashes", "/%2fevil.com" },
        { "several slashes", "/.//evil.com" },
        { "several slashes", "/a/..//evil.com" },
        { "several slashes", "/%2e//evil.com" },
        { "several slashes", "/%2e%2e//evil.com" },
        { "several slashes", "/%2e%2e/%2fevil.com" },
        { "several slashes", "/.%2f/evil.com" },
        { "several slashes", "~//evil.com" },
        { "a backslash", "/\\evil.com" },
        { "a backslash", "\\\\evil.com" },
        { "a backslash", "\\/evil.com" },
        { "a backslash", "/\\/evil.com" },
        { "a backslash", "/ok\\evil" },
        { "a backslash", "/%5cevil.com" },
        { "a backslash", "~/\\evil.com" },
        { "a scheme without slashes", "https:evil.com" },
        { "a scheme without slashes", "https:/evil.com" },
        { "a scheme without slashes", "http:\\\\evil" },
        { "a scheme without slashes", "https:spa.example.com" },
        { "a scheme without slashes", "https:/spa.example.com" },
        { "a scheme without slashes", "https:///spa.example.com" },
        { "another scheme", "javascript:alert(1)" },
        { "another scheme", "JaVaScRiPt:alert(1)" },
        { "another scheme", "java\tscript:alert(1)" },
        { "another scheme", "data:text/html,x" },
        { "another scheme", "vbscript:x" },
        { "another scheme", "file:///etc/passwd" },
        { "another scheme", "blob:https://spa.example.com/x" },
        { "control characters", "/ok%0d%0aSet-Cookie:x" },
        { "control characters", "/ok\r\nSet-Cookie:x" },
        { "control characters", "/ok\n" },
        { "control characters", "/ok%00" },
        { "control characters", "/ok\u560d\u560aSet-Cookie:x" },
        { "control characters", "/ok\u2028" },
        { "control characters", "/ok\u202e" },
        { "control characters", "/ok\ud800" },
        { "control characters", "/\u0009/evil.com" },
        { "control characters", "https://spa.example.com/%0d%0aSet-Cookie:x" },
        { "user info", "https://app.example.com@evil.com" },
        { "user info", "https://spa.example.com@evil.com" },
        { "user info", "https://user@spa.example.com" },
        { "user info", "https://user:password@spa.example.com/x" },
        { "user info", "//app@evil" },
        { "user info", "https://evil.com#@app.example.com" },
        { "user info", "https://evil.com?@spa.example.com" },
        { "an origin that looks like an allowed one", "https://spa.example.com.evil.com" },
        { "an origin that looks like an allowed one", "https://evilspa.example.com" },
        { "an origin that looks like an allowed one", "https://sub.spa.example.com" },
        { "an origin that looks like an allowed one", "https://spa.example.com:444" },
        { "an origin that looks like an allowed one", "https://spa.example.com:443@evil.com" },
        { "an origin that looks like an allowed one", "http://spa.example.com" },
        { "an origin that looks like an allowed one", "https://spa.example.com//evil.com" },
        { "not an absolute path", "home" },
        { "not an absolute path", "" },
        { "not an absolute path", "?x=1" },
        { "not an absolute path", "#frag" },
        { "not an absolute path", "~" },
        { "not an absolute path", "~home" },
        { "not an absolute path", " /home" },
        { "not an absolute path", "." },
        { "too long", "/" + new string('x', 10 * 1024) },
        { "too long", "/" + new string('\u00fc', 2000) },
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
    public void One_that_a_browser_may_read_as_another_place_is_refused(string what, string returnUrl) =>
        Policy().Accept(returnUrl, "/base").Should().BeNull(what);

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
    public void A_path_base_is_escaped_where_it_replaces_the_tilde() =>
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
