using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

public class DiscoveryAddresses
{
    private const string Override = "https://login.example.com/override";

    private readonly FakeMetadataServer _server = new();

    [Fact]
    public async Task With_both_endpoints_set_nothing_is_asked_for()
    {
        var client = _server.Client(options =>
        {
            options.EndSessionEndpoint = The.EndSessionEndpoint;
            options.RevocationEndpoint = The.RevocationEndpoint;
        });

        var answer = client.GetEndpointsAsync();

        answer.IsCompletedSuccessfully.Should().BeTrue();
        (await answer).Should().BeEquivalentTo(new OktaEndpoints(The.Issuer)
        {
            EndSessionEndpoint = The.EndSessionEndpoint,
            RevocationEndpoint = The.RevocationEndpoint,
        });
        _server.Requests.Should().Be(0);
    }

    [Fact]
    public async Task An_end_session_endpoint_set_by_hand_replaces_the_discovered_one()
    {
        var endpoints = await _server.Client(options => options.EndSessionEndpoint = Override).GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(Override);
        endpoints.RevocationEndpoint.Should().Be(The.RevocationEndpoint);
    }

    [Fact]
    public async Task A_revocation_endpoint_set_by_hand_replaces_the_discovered_one()
    {
        var endpoints = await _server.Client(options => options.RevocationEndpoint = Override).GetEndpointsAsync();

        endpoints.RevocationEndpoint.Should().Be(Override);
        endpoints.EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task An_endpoint_set_by_hand_mends_a_bad_document()
    {
        _server.Answers(() => Some.MetadataAnswer(("end_session_endpoint", "/logout")));

        var endpoints = await _server.Client(options => options.EndSessionEndpoint = Override).GetEndpointsAsync();

        endpoints.EndSessionEndpoint.Should().Be(Override);
    }

    [Fact]
    public async Task The_document_is_read_where_MetadataAddress_says()
    {
        const string Address = "https://example.okta.com/metadata?client_id=1";
        var server = new FakeMetadataServer(Address);

        var endpoints = await server.Client(options => options.MetadataAddress = Address).GetEndpointsAsync();

        endpoints.Issuer.Should().Be(The.Issuer);
    }

    [Fact]
    public async Task The_slash_at_the_end_of_an_issuer_is_left_out_of_the_address_of_its_document()
    {
        const string Issuer = "https://login.example.com/realm/";
        var server = new FakeMetadataServer("https://login.example.com/realm/.well-known/openid-configuration");
        server.Answers(() => Some.MetadataAnswer(("issuer", Issuer)));

        var endpoints = await server.Client(options => options.Issuer = Issuer).GetEndpointsAsync();

        endpoints.Issuer.Should().Be(Issuer);
    }

    [Fact]
    public async Task An_http_document_on_this_machine_is_read_on_request()
    {
        const string Issuer = "http://localhost:5001/oauth2/default";
        var server = new FakeMetadataServer(Issuer + "/.well-known/openid-configuration");
        server.Answers(() => Some.MetadataAnswer(("issuer", Issuer)));

        var endpoints = await server.Client(options => (options.Issuer, options.AllowLoopbackHttp) = (Issuer, true)).GetEndpointsAsync();

        endpoints.Issuer.Should().Be(Issuer);
    }

    [Fact]
    public void An_http_document_is_refused()
    {
        _server.Invoking(it => it.Client(options => options.Issuer = "http://example.okta.com/oauth2/default"))
            .Should().Throw<OptionsValidationException>().WithMessage("OL1008:*");
    }

    [Fact]
    public async Task Options_that_change_later_have_no_effect()
    {
        var options = Some.Options();
        var client = new OktaDiscoveryClient(options, _server.HttpClient, _server.Time);
        options.Issuer = "https://evil.example.com";

        (await client.GetEndpointsAsync()).Issuer.Should().Be(The.Issuer);
    }

    [Fact]
    public void A_client_is_not_made_of_nothing()
    {
        FluentActions.Invoking(() => new OktaDiscoveryClient(null!, _server.HttpClient)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new OktaDiscoveryClient(Some.Options(), null!)).Should().Throw<ArgumentNullException>();
    }
}
