using CsCheck;

namespace Okta.Logout.Tests;

public class LogoutUrl
{
    [Fact]
    public void It_carries_the_parameters_of_the_specification() =>
        Some.LogoutUrl()
            .WithIdTokenHint("a.b.c")
            .WithPostLogoutRedirectUri(The.PostLogoutRedirectUri)
            .WithState("s")
            .WithClientId("c")
            .WithLogoutHint("ada")
            .WithUiLocales("de-CH de")
            .WithDeviceSecret("d")
            .WithParameter("x", "y")
            .Build()
            .Should().Be(
                The.EndSessionEndpoint
                + "?id_token_hint=a.b.c&post_logout_redirect_uri=https%3A%2F%2Fapp.example.com%2Fsignout%2Fcomplete&state=s&client_id=c"
                + "&logout_hint=ada&ui_locales=de-CH%20de&device_secret=d&x=y");

    [Fact]
    public void Without_parameters_it_is_the_endpoint() => Some.LogoutUrl().Build().Should().Be(The.EndSessionEndpoint);

    [Fact]
    public void Parameters_that_are_not_set_are_not_sent() =>
        Some.LogoutUrl().WithState("s").Build().Should().Be(The.EndSessionEndpoint + "?state=s");

    [Theory]
    [InlineData("https://example.com/logout?x=y", "https://example.com/logout?x=y&state=s")]
    [InlineData("https://example.com/logout?x=y&", "https://example.com/logout?x=y&state=s")]
    [InlineData("https://example.com/logout?", "https://example.com/logout?state=s")]
    [InlineData("https://example.com?x=y?z", "https://example.com?x=y?z&state=s")]
    [InlineData("https://example.com", "https://example.com?state=s")]
    [InlineData("http://127.0.0.1:5001/logout", "http://127.0.0.1:5001/logout?state=s")]
    [InlineData("http://localhost/logout", "http://localhost/logout?state=s")]
    public void A_query_of_the_endpoint_is_kept(string endpoint, string url) =>
        Some.LogoutUrl(endpoint).WithState("s").Build().Should().Be(url);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/oauth2/v1/logout", "https")]
    [InlineData("example.okta.com/logout", "https")]
    [InlineData("http://example.okta.com/logout", "https")]
    [InlineData("javascript:alert(1)", "https")]
    [InlineData("https://user:pw@example.okta.com/logout", "https")]
    [InlineData("https:///logout", "https")]
    [InlineData("https://example.okta.com/logout#top", "fragment")]
    [InlineData("https://example.okta.com/log out", "percent-encoded")]
    [InlineData("https://example.okta.com/\r\nSet-Cookie:x", "percent-encoded")]
    public void Other_endpoints_are_refused_with_the_rule(string endpoint, string rule)
    {
        var build = () => Some.LogoutUrl(endpoint);

        build.Should().Throw<ArgumentException>().WithMessage($"*{rule}*").WithParameterName(nameof(endpoint));
    }

    [Theory]
    [InlineData("AZaz09-._~", "AZaz09-._~")]
    [InlineData(" +&=#%?/", "%20%2B%26%3D%23%25%3F%2F")]
    [InlineData("\u0000\u007F", "%00%7F")]
    [InlineData("\u00e9\u20ac", "%C3%A9%E2%82%AC")]
    [InlineData("\U0001F600", "%F0%9F%98%80")]
    [InlineData("a\u0301", "a%CC%81")]
    [InlineData("%41", "%2541")]
    public void Values_are_percent_encoded_once_as_UTF8(string value, string encoded) =>
        Some.LogoutUrl().WithState(value).Build().Should().Be(The.EndSessionEndpoint + "?state=" + encoded);

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Half_a_character_becomes_the_replacement_character(int half) =>
        Some.LogoutUrl().WithState($"a{(char)half}b").Build().Should().EndWith("?state=a%EF%BF%BDb");

    [Fact]
    public void Names_are_percent_encoded_too() =>
        Some.LogoutUrl().WithParameter("a&b=c", "d").Build().Should().EndWith("?a%26b%3Dc=d");

    [Fact]
    public void Every_value_survives_the_way_through_the_URL() =>
        Some.Text.Sample(text =>
            Some.QueryOf(Some.LogoutUrl().WithState(text).WithParameter("x", text).Build())
                .Should().BeEquivalentTo(Some.Fields(("state", WellFormed(text)), ("x", WellFormed(text)))));

    [Fact]
    public void It_escapes_as_the_framework_does() =>
        Some.Text.Sample(text => Some.LogoutUrl().WithState(text).Build().Should().EndWith("?state=" + Uri.EscapeDataString(text)));

    [Fact]
    public void A_value_set_twice_is_the_last_one() =>
        Some.LogoutUrl().WithState("first").WithState("last").WithParameter("x", "1").WithParameter("x", "2").Build()
            .Should().EndWith("?state=last&x=2");

    [Theory]
    [InlineData("state")]
    [InlineData("ID_TOKEN_HINT")]
    [InlineData("client_secret")]
    [InlineData("client_assertion")]
    [InlineData("Client_Assertion_Type")]
    public void Standard_parameters_and_credentials_are_no_additional_parameters(string name)
    {
        var add = () => Some.LogoutUrl().WithParameter(name, The.ClientSecret);

        add.Should().Throw<ArgumentException>().WithMessage($"'{name}'*").Which.Message.Should().NotContain(The.ClientSecret);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Empty_values_are_refused(string? value)
    {
        Func<LogoutUrlBuilder>[] calls =
        [
            () => Some.LogoutUrl().WithIdTokenHint(value!),
            () => Some.LogoutUrl().WithPostLogoutRedirectUri(value!),
            () => Some.LogoutUrl().WithState(value!),
            () => Some.LogoutUrl().WithClientId(value!),
            () => Some.LogoutUrl().WithLogoutHint(value!),
            () => Some.LogoutUrl().WithUiLocales(value!),
            () => Some.LogoutUrl().WithDeviceSecret(value!),
            () => Some.LogoutUrl().WithParameter("x", value!),
            () => Some.LogoutUrl().WithParameter(value!, "x"),
        ];

        calls.Should().AllSatisfy(call => call.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void Its_builder_shows_no_values() =>
        Some.LogoutUrl(The.EndSessionEndpoint + "?key=secret-query").WithIdTokenHint(Some.IdToken()).WithState(The.State).ToString()
            .Should().Be(The.EndSessionEndpoint + " (id_token_hint, state)");

    [Fact]
    public void Building_it_allocates_little_more_than_the_string()
    {
        var idToken = new string('a', 1544);
        var state = new string('b', 240);
        const int StringOverhead = 22;

        var length = BuildOne().Length;
        var allocated = Enumerable.Range(0, 100).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            BuildOne();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        // For netstandard2.0, the parts of the URL are an array.
        allocated.Should().BeInRange(2 * length, (long)(1.14 * (2 * length + StringOverhead)));

        string BuildOne() =>
            new LogoutUrlBuilder(The.EndSessionEndpoint)
                .WithIdTokenHint(idToken).WithPostLogoutRedirectUri(The.PostLogoutRedirectUri).WithState(state).Build();
    }

    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
