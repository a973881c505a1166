using System.Text;
using CsCheck;

namespace Okta.Logout.Tests;

public class DiscoveryDocuments
{
    private readonly FakeMetadataServer _server = new();

    public static TheoryData<string, object?> ForeignIssuers => new()
    {
        { "other host", "https://evil.example.com/oauth2/default" },
        { "added slash", The.Issuer + "/" },
        { "missing path", "https://example.okta.com" },
        { "case", "https://Example.okta.com/oauth2/default" },
        { "http", "http://example.okta.com/oauth2/default" },
        { "default port", "https://example.okta.com:443/oauth2/default" },
        { "look-alike letter", "https://ex\u0430mple.okta.com/oauth2/default" },
        { "missing", null },
        { "query", The.Issuer + "?a=b" },
        { "fragment", The.Issuer + "#a" },
    };

    public static TheoryData<string, string> NotDocuments => new()
    {
        { "issuer array", $$"""{"issuer":["{{The.Issuer}}"]}""" },
        { "endpoint array", Some.Metadata(("end_session_endpoint", new[] { The.EndSessionEndpoint })) },
        { "endpoint number", Some.Metadata(("revocation_endpoint", 5)) },
        { "endpoint object", Some.Metadata(("jwks_uri", new { })) },
        { "issuer number", """{"issuer":5}""" },
        { "HTML", "<!DOCTYPE html><title>Sign in</title>" },
        { "empty", "" },
        { "white space", "  \n" },
        { "truncated", Some.Metadata()[..^1] },
        { "array", $"[{Some.Metadata()}]" },
        { "string", "\"issuer\"" },
        { "null", "null" },
        { "more after the end", Some.Metadata() + "{}" },
        { "duplicate issuer", $$"""{"issuer":"https://evil.example.com","issuer":"{{The.Issuer}}"}""" },
        { "duplicate, escaped", $$"""{"issuer":"{{The.Issuer}}","\u0069ssuer":"{{The.Issuer}}"}""" },
        { "half a surrogate pair", """{"\ud800":1}""" },
        { "comment", "/**/" + Some.Metadata() },
        { "deep nesting", $$"""{"a":{{new string('[', 5000)}}{{new string(']', 5000)}}}""" },
    };

    public static TheoryData<string, string> Members => new()
    {
        { "end_session_endpoint", The.EndSessionEndpoint },
        { "revocation_endpoint", The.RevocationEndpoint },
        { "jwks_uri", The.JwksUri },
    };

    [Fact]
    public async Task The_endpoints_of_a_valid_document_are_known()
    {
        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.Should().BeEquivalentTo(new OktaEndpoints(The.Issuer)
        {
            EndSessionEndpoint = The.EndSessionEndpoint,
            RevocationEndpoint = The.RevocationEndpoint,
            JwksUri = The.JwksUri,
        });
    }

    [Theory]
    [MemberData(nameof(ForeignIssuers))]
    public async Task A_document_of_another_issuer_is_refused(string kind, object? issuer)
    {
        _server.Answers(() => Some.MetadataAnswer(("issuer", issuer)));

        var failure = await _server.Client().ShouldFailAsync("OL2007");

        failure.Message.Should().Contain(The.Issuer, kind).And.Contain("OktaLogoutOptions.Issuer", kind);
    }

    [Fact]
    public async Task Both_issuers_are_named_when_they_differ()
    {
        _server.Answers(() => Some.MetadataAnswer(("issuer", "https://login.example.com")));

        var failure = await _server.Client().ShouldFailAsync("OL2007");

        failure.Message.Should().Contain($"'{The.Issuer}'").And.Contain("'https://login.example.com'");
    }

    [Fact]
    public async Task What_a_message_quotes_is_short_and_on_one_line()
    {
        _server.Answers(() => Some.MetadataAnswer(("issuer", "https://a\r\nforged log line" + new string('x', 5000))));

        var failure = await _server.Client().ShouldFailAsync("OL2007");

        failure.Message.Should().NotContainAny("\r", "\n").And.Subject.Length.Should().BeLessThan(1000);
    }

    [Theory]
    [MemberData(nameof(NotDocuments))]
    public async Task What_is_no_document_is_refused(string kind, string body)
    {
        _server.Answers(() => Some.JsonAnswer(body));

        var failure = await _server.Client().ShouldFailAsync("OL2006");

        failure.Message.Should().Contain(The.MetadataAddress, kind);
    }

    [Fact]
    public async Task A_member_name_that_is_no_UTF_8_is_refused()
    {
        _server.Answers(() => Some.Answer(new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, .. "\":1}"u8])));

        await _server.Client().ShouldFailAsync("OL2006");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task A_document_of_another_media_type_is_refused(string? mediaType)
    {
        _server.Answers(() => Some.Answer(new StringContent(Some.Metadata()), mediaType));

        await _server.Client().ShouldFailAsync("OL2006");
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task An_endpoint_on_another_origin_is_allowed(string member, string usual)
    {
        const string Elsewhere = "https://login.example.net:8443/signout?tenant=1";
        _server.Answers(() => Some.MetadataAnswer((member, Elsewhere)));

        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.ToString().Should().Contain(Elsewhere).And.NotContain(usual + ",");
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task An_endpoint_that_is_not_absolute_https_spoils_the_document(string member, string usual)
    {
        string[] refused =
        [
            "", " ", "/oauth2/v1/logout", "oauth2/v1/logout", "//example.okta.com/logout", "javascript:alert(1)", "file:///etc/passwd",
            usual.Replace("https:", "http:", StringComparison.Ordinal), "http://localhost/logout", usual + "#fragment", usual + "\r\nx: y",
            " " + usual, "https://user:password@example.okta.com/logout", "https://", "https:example.okta.com",
        ];
        foreach (var endpoint in refused)
        {
            _server.Answers(() => Some.MetadataAnswer((member, endpoint)));

            var failure = await _server.Client().ShouldFailAsync("OL2008");

            failure.Message.Should().Contain(member, $"'{endpoint}' is refused");
        }
    }

    [Fact]
    public async Task Http_endpoints_on_this_machine_are_allowed_on_request()
    {
        const string Local = "http://localhost:5001/logout";
        _server.Answers(() => Some.MetadataAnswer(("end_session_endpoint", Local)));

        var endpoints = await _server.Client(options => options.AllowLoopbackHttp = true).GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(Local);
    }

    [Fact]
    public async Task Endpoints_that_the_server_does_not_have_are_null()
    {
        _server.Answers(() => Some.MetadataAnswer(("end_session_endpoint", null), ("revocation_endpoint", null), ("jwks_uri", null)));

        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.Should().BeEquivalentTo(new OktaEndpoints(The.Issuer));
    }

    [Fact]
    public async Task A_member_in_another_case_is_another_member()
    {
        _server.Answers(() => Some.MetadataAnswer(("END_SESSION_ENDPOINT", "https://evil.example.com")));

        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("nonsense")]
    [InlineData(1)]
    public async Task Flags_of_the_wrong_type_do_no_harm(object flag)
    {
        _server.Answers(() => Some.MetadataAnswer(("backchannel_logout_supported", flag), ("frontchannel_logout_supported", flag)));

        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public void A_damaged_document_gives_endpoints_that_follow_the_rules_or_a_discovery_exception()
    {
        var settings = DiscoverySettings.From(Some.Options());
        var valid = Encoding.UTF8.GetBytes(Some.Metadata());
        var damage = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.OneOf(Gen.Byte, Gen.OneOf("\"{}[]:,\\/#h \0"u8.ToArray())));

        damage.Array[1, 4].Sample(changes =>
        {
            var json = (byte[])valid.Clone();
            foreach (var (position, value) in changes)
                json[position] = value;
            return FollowsTheRules(json, settings);
        });
    }

    private static bool FollowsTheRules(byte[] json, DiscoverySettings settings)
    {
        try
        {
            var endpoints = DiscoveryDocument.Read(json, settings);
            return endpoints.Issuer == The.Issuer
                && new[] { endpoints.EndSessionEndpoint, endpoints.RevocationEndpoint, endpoints.JwksUri }
                    .All(endpoint => endpoint is null || EndpointAddress.IsAllowed(endpoint, allowLoopbackHttp: false));
        }
        catch (OktaDiscoveryException failure)
        {
            return failure.Message.StartsWith("OL200", StringComparison.Ordinal);
        }
    }
}
