using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>A host without ASP.NET Core receives the requests of each channel by the public handlers.</summary>
public sealed class HandlersOfOtherHosts : IAsyncDisposable
{
    private static readonly SessionDescriptor Session = new() { Issuer = The.Issuer, Subject = The.Subject, SessionId = The.Sid, StartedAt = The.Now.AddMinutes(-1) };

    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly ServiceCollection _services = [];
    private readonly Lazy<ServiceProvider> _provider;

    public HandlersOfOtherHosts()
    {
        _services.AddSingleton<TimeProvider>(_clock);
        _services.AddOktaLogoutCore(options =>
            {
                options.Issuer = The.Issuer;
                options.ClientId = The.ClientId;
            })
            .AddBackChannelLogoutHandler()
            .AddUniversalLogoutHandler(SomeUniversalLogout.Endpoint)
            .AddSharedSignalsHandler(SomeSignal.Audience);
        _services.AddHttpClient(OktaLogoutDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new KeysOfOkta());
        _provider = new(() => _services.BuildServiceProvider(validateScopes: true));
    }

    public static TheoryData<string> Channels => ["back-channel", "universal", "signals"];

    public ValueTask DisposeAsync() => _provider.IsValueCreated ? _provider.Value.DisposeAsync() : default;

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task A_valid_request_ends_the_session(string channel)
    {
        var response = await HandleAsync(channel, ValidRequest(channel));

        response.StatusCode.Should().Be(channel switch { "back-channel" => 200, "universal" => 204, _ => 202 });
        response.Body.Should().BeNull();
        response.ErrorId.Should().BeNull();
        response.Headers.Should().Equal(new Dictionary<string, string> { ["Cache-Control"] = "no-store" });
        response.Receipt!.Succeeded.Should().BeTrue();
        (await _provider.Value.GetRequiredService<ISessionRevocationStore>().IsRevokedAsync(Session)).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task A_method_other_than_POST_is_refused(string channel)
    {
        var response = await HandleAsync(channel, Request(channel, "GET"));

        response.StatusCode.Should().Be(405);
        response.Headers["Allow"].Should().Be("POST");
        response.ErrorId.Should().Be(channel switch { "back-channel" => "OL8401", "universal" => "OL8231", _ => "OL8341" });
    }

    [Theory]
    [InlineData("back-channel", 400, "error", "invalid_request")]
    [InlineData("universal", 401, "error", "invalid_token")]
    [InlineData("signals", 400, "err", "invalid_key")]
    public async Task A_forged_token_is_refused_in_the_syntax_of_its_channel(string channel, int status, string member, string code)
    {
        var response = await HandleAsync(channel, ForgedRequest(channel));

        response.StatusCode.Should().Be(status);
        response.ErrorId.Should().Be("OL8012");
        response.Receipt.Should().BeNull();
        response.Headers["Content-Type"].Should().Be("application/json; charset=utf-8");
        JsonDocument.Parse(response.Body!).RootElement.GetProperty(member).GetString().Should().Be(code);
        Secrets.ShouldBeAbsentFrom(response.Body!);
        (await _provider.Value.GetRequiredService<ISessionRevocationStore>().IsRevokedAsync(Session)).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task An_outage_of_the_list_is_a_response_with_its_receipt(string channel)
    {
        _services.Replace(ServiceDescriptor.Singleton<ISessionRevocationStore>(new ScriptedStore((_, _) => throw new IOException("Down."))));

        var response = await HandleAsync(channel, ValidRequest(channel));

        response.StatusCode.Should().Be(503);
        response.Headers["Retry-After"].Should().Be("10");
        response.Receipt!.Succeeded.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task A_body_that_is_too_long_is_refused(string channel)
    {
        var announced = ValidRequest(channel);
        announced.ContentLength = 1_000_000;
        var endless = ValidRequest(channel, new MemoryStream(new byte[200_000]));

        (await HandleAsync(channel, announced)).StatusCode.Should().Be(413);
        (await HandleAsync(channel, endless)).StatusCode.Should().Be(413);
    }

    [Theory]
    [InlineData("back-channel", 415)]
    [InlineData("universal", 400)]
    [InlineData("signals", 400)]
    public async Task A_body_of_another_type_is_refused(string channel, int status)
    {
        var request = ValidRequest(channel);
        request.ContentType = "text/plain";

        (await HandleAsync(channel, request)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task A_body_is_not_read_before_its_sender_is_authenticated()
    {
        var body = new MemoryStream();
        body.Dispose();

        var response = await HandleAsync("universal", new("POST", body) { ContentType = "application/json" });

        response.StatusCode.Should().Be(401);
        response.Headers["WWW-Authenticate"].Should().Be("Bearer");
    }

    [Fact]
    public async Task Several_Authorization_headers_are_refused()
    {
        var request = ValidRequest("universal");
        request.Authorization = [request.Authorization[0], request.Authorization[0]];

        (await HandleAsync("universal", request)).StatusCode.Should().Be(401);
    }

    [Fact]
    public async Task A_token_that_was_used_ends_nothing()
    {
        var token = SomeLogoutToken.Valid();
        await HandleAsync("back-channel", Form(token));

        var response = await HandleAsync("back-channel", Form(token));

        response.ErrorId.Should().Be("OL8022");
        response.Receipt.Should().BeNull();
    }

    [Fact]
    public async Task Tokens_of_each_registration_are_accepted()
    {
        _services.AddOktaLogoutCore("partner", options =>
        {
            options.Issuer = "https://partner.example.com";
            options.ClientId = "partner-client";
        });
        _services.AddKeyedSingleton<IOktaDiscoveryClient>("partner", new PartnerDiscovery());
        var token = new SomeLogoutToken { Claims = { ["iss"] = "https://partner.example.com", ["aud"] = "partner-client" } };

        (await HandleAsync("back-channel", Form(token.Build()))).StatusCode.Should().Be(200);
        (await HandleAsync("back-channel", Form(SomeLogoutToken.Valid()))).StatusCode.Should().Be(200);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("logout_token", 400)]
    [InlineData("logout_token=", 400)]
    [InlineData("logout_token=a&logout_token=b", 400)]
    [InlineData("logout%5Ftoken={0}&a=b&c", 200)]
    [InlineData("&&logout_token={0}&", 200)]
    public async Task One_logout_token_is_taken_out_of_a_form(string form, int status)
    {
        var body = form.Replace("{0}", SomeLogoutToken.Valid(), StringComparison.Ordinal);

        (await HandleAsync("back-channel", Request("back-channel", "POST", Body(body)))).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Arguments_are_needed()
    {
        FluentActions.Invoking(() => new IncomingLogoutRequest("", new MemoryStream())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new IncomingLogoutRequest("POST", null!)).Should().Throw<ArgumentNullException>();
        await FluentActions.Awaiting(() => HandleAsync("universal", null!)).Should().ThrowAsync<ArgumentNullException>();
    }

    private Task<IncomingLogoutResponse> HandleAsync(string channel, IncomingLogoutRequest request) => (channel switch
    {
        "back-channel" => (IncomingLogoutHandler)_provider.Value.GetRequiredService<BackChannelLogoutHandler>(),
        "universal" => _provider.Value.GetRequiredService<UniversalLogoutHandler>(),
        _ => _provider.Value.GetRequiredService<SharedSignalsHandler>(),
    }).HandleAsync(request);

    private static IncomingLogoutRequest ValidRequest(string channel, Stream? body = null) => channel switch
    {
        "back-channel" => Request(channel, "POST", body ?? Body("logout_token=" + SomeLogoutToken.Valid())),
        "universal" => Request(channel, "POST", body ?? Body(SomeUniversalLogout.IssuerAndSubject()), SomeUniversalLogout.Token().Build()),
        _ => Request(channel, "POST", body ?? Body(SomeSignal.Valid())),
    };

    private static IncomingLogoutRequest ForgedRequest(string channel)
    {
        var signature = SomeLogoutToken.SignBy(ProviderKeys.AttackerRsa);
        return channel switch
        {
            "back-channel" => Form(new SomeLogoutToken { Signature = signature }.Build()),
            "universal" => Request(channel, "POST", Body(SomeUniversalLogout.IssuerAndSubject()), SomeUniversalLogout.SignedBy(signature)),
            _ => Request(channel, "POST", Body(SomeSignal.SignedBy(signature, "RS256"))),
        };
    }

    private static IncomingLogoutRequest Form(string token) => Request("back-channel", "POST", Body("logout_token=" + token));

    private static IncomingLogoutRequest Request(string channel, string method, Stream? body = null, string? bearer = null) => new(method, body ?? Body(""))
    {
        ContentType = channel switch
        {
            "back-channel" => "application/x-www-form-urlencoded; charset=utf-8",
            "universal" => "application/json",
            _ => "application/secevent+jwt",
        },
        Authorization = bearer is null ? [] : ["Bearer " + bearer],
    };

    private static MemoryStream Body(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class KeysOfOkta : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(request.RequestUri!.AbsoluteUri switch
        {
            The.MetadataAddress => Some.MetadataAnswer(),
            The.JwksUri or SomeUniversalLogout.OrgKeys => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(ProviderKeys.Jwks, Encoding.UTF8, "application/json") },
            var other => throw new InvalidOperationException(other),
        });
    }

    private sealed class PartnerDiscovery : IOktaDiscoveryClient
    {
        public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) =>
            new(new OktaEndpoints("https://partner.example.com") { JwksUri = The.JwksUri });
    }
}
