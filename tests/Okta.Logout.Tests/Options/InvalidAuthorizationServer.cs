namespace Okta.Logout.Tests;

public class InvalidAuthorizationServer
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Issuer_or_domain_is_set(string? nothing)
    {
        var options = WithDomain(nothing);
        options.Issuer = nothing;

        options.ShouldFail("OL1001").Should().Contain("OktaDomain").And.Contain("Issuer");
    }

    [Fact]
    public void Issuer_and_domain_do_not_contradict_each_other()
    {
        var options = Some.Options();
        options.OktaDomain = "other.okta.com";

        options.ShouldFail("OL1002").Should().Contain("other.okta.com").And.Contain(The.Issuer);
    }

    [Theory]
    [InlineData("{yourOktaDomain}")]
    [InlineData("${yourOktaDomain}")]
    [InlineData("https://${yourOktaDomain}")]
    [InlineData("your-okta-domain.okta.com")]
    public void A_domain_is_no_placeholder(string domain) => WithDomain(domain).ShouldFail("OL1004");

    [Theory]
    [InlineData("example-admin.okta.com", "example.okta.com")]
    [InlineData("https://Example-Admin.oktapreview.com/", "example.oktapreview.com")]
    public void A_domain_is_not_the_Admin_Console(string domain, string fix)
    {
        WithDomain(domain).ShouldFail("OL1005").Should().Contain($"'{fix}'");
    }

    [Theory]
    [InlineData("example.okta.com.com")]
    [InlineData("example.okta.com.okta.com")]
    [InlineData("example.oktapreview.com.oktapreview.com")]
    [InlineData("https://https://example.okta.com")]
    public void A_domain_has_no_part_twice(string domain) => WithDomain(domain).ShouldFail("OL1006");

    [Theory]
    [InlineData("http://example.okta.com")]
    [InlineData("example.okta.com/oauth2/default")]
    [InlineData("example.okta.com//")]
    [InlineData("example.okta.com?a=b")]
    [InlineData("example.okta.com:443")]
    [InlineData("user@example.okta.com")]
    [InlineData("example .okta.com")]
    [InlineData(" ")]
    [InlineData("example")]
    [InlineData("192.0.2.1")]
    [InlineData("ex\u0430mple.okta.com")]
    public void A_domain_is_a_host_name(string domain) => WithDomain(domain).ShouldFail("OL1007");

    [Theory]
    [InlineData("oauth2/default")]
    [InlineData("default/")]
    [InlineData("/default")]
    [InlineData("default?a")]
    [InlineData(" ")]
    [InlineData("..")]
    public void An_authorization_server_id_is_one_segment(string id)
    {
        var options = WithDomain("example.okta.com");
        options.AuthorizationServerId = id;

        options.ShouldFail("OL1012");
    }

    [Theory]
    [InlineData("{authorizationServerId}")]
    [InlineData("${authorizationServerId}")]
    public void An_authorization_server_id_is_no_placeholder(string id)
    {
        var options = WithDomain("example.okta.com");
        options.AuthorizationServerId = id;

        options.ShouldFail("OL1004");
    }

    [Theory]
    [InlineData("http://example.okta.com/oauth2/default")]
    [InlineData("example.okta.com/oauth2/default")]
    [InlineData("/oauth2/default")]
    [InlineData("ftp://example.okta.com")]
    [InlineData("https://user:password@example.okta.com")]
    [InlineData("https://ex\u0430mple.okta.com")]
    public void An_issuer_is_https(string issuer)
    {
        WithIssuer(issuer).ShouldFail("OL1008").Should().Contain("AllowLoopbackHttp");
    }

    [Fact]
    public void Http_on_this_machine_names_the_setting_that_allows_it()
    {
        WithIssuer("http://localhost:5001/oauth2/default").ShouldFail("OL1008").Should().Contain("set AllowLoopbackHttp to true");
    }

    [Fact]
    public void Http_on_another_machine_is_never_allowed()
    {
        var options = WithIssuer("http://example.okta.com/oauth2/default");
        options.AllowLoopbackHttp = true;

        options.ShouldFail("OL1008");
    }

    [Fact]
    public void An_issuer_is_not_the_Admin_Console()
    {
        WithIssuer("https://example-admin.okta.com/oauth2/default").ShouldFail("OL1005").Should().Contain("'example.okta.com'");
    }

    [Theory]
    [InlineData("https://https://example.okta.com")]
    [InlineData("https://example.okta.com.com/oauth2/default")]
    public void An_issuer_has_no_part_twice(string issuer) => WithIssuer(issuer).ShouldFail("OL1006");

    [Theory]
    [InlineData("https://example.okta.com/", "https://example.okta.com")]
    [InlineData("https://example.okta.com/oauth2/default/", "https://example.okta.com/oauth2/default")]
    [InlineData("https://login.example.com/oauth2/default/", "https://login.example.com/oauth2/default")]
    public void An_issuer_of_Okta_does_not_end_in_a_slash(string issuer, string fix)
    {
        WithIssuer(issuer).ShouldFail("OL1009").Should().Contain($"'{fix}'");
    }

    [Theory]
    [InlineData("https://example.okta.com/oauth2/default?a=b")]
    [InlineData("https://example.okta.com/oauth2/default#a")]
    [InlineData(" https://example.okta.com/oauth2/default")]
    [InlineData("https://example.okta.com/oauth2/default\n")]
    public void An_issuer_has_no_query_fragment_or_white_space(string issuer) => WithIssuer(issuer).ShouldFail("OL1010");

    [Theory]
    [InlineData("https://example.okta.com/.well-known/openid-configuration", "https://example.okta.com")]
    [InlineData("https://example.okta.com/oauth2/default/.well-known/openid-configuration", "https://example.okta.com/oauth2/default")]
    [InlineData("https://example.okta.com/oauth2/default/v1/authorize", "https://example.okta.com/oauth2/default")]
    [InlineData("https://example.okta.com/oauth2/v1/authorize", "https://example.okta.com")]
    [InlineData("https://login.example.com/oauth2/default/v1/token", "https://login.example.com/oauth2/default")]
    public void An_issuer_is_not_an_endpoint(string issuer, string fix)
    {
        WithIssuer(issuer).ShouldFail("OL1011").Should().Contain($"'{fix}'");
    }

    private static OktaLogoutOptions WithIssuer(string issuer)
    {
        var options = Some.Options();
        options.Issuer = issuer;
        return options;
    }

    private static OktaLogoutOptions WithDomain(string? domain)
    {
        var options = Some.Options();
        options.Issuer = null;
        options.OktaDomain = domain;
        return options;
    }
}
