using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public class TextsOfPublicTypes
{
    private static readonly SessionTarget Target = SessionTarget.ForEmail(The.Issuer, The.Email);
    private static readonly SignOutStep Step = new(SignOutStepNames.RefreshToken, SignOutStepOutcome.Succeeded, TimeSpan.Zero);
    private static readonly OktaEndpoints Endpoints = new(The.Issuer) { EndSessionEndpoint = The.EndSessionEndpoint };

    private static readonly object[] Instances =
    [
        Some.Options(), Endpoints, Step, Some.Session(), Some.SignOutRequest(), Target, new SessionTerminationOptions(), new MemorySessionRevocationStore(),
        new LogoutUrlBuilder(The.EndSessionEndpoint).WithIdTokenHint(Some.IdToken()).WithState(The.State),
        new LogoutRequest(The.EndSessionEndpoint) { IdTokenHint = Some.IdToken(), State = The.State, DeviceSecret = The.DeviceSecret, LogoutHint = The.Email },
        new SessionTermination(Target, SessionTerminationReason.SignOut, The.Now, Some.Session()),
        new SessionRevocation(Target, The.Now), new EndSessionsRequest(Target, SessionTerminationReason.Administrator),
        new TerminationReceipt([Step]),
        new SignOutReceipt([Step], [new(The.EndSessionEndpoint) { State = The.State }]),
        new TokenRevocationResult(TokenRevocationStatus.Revoked),
        new TokenIntrospectionResult(TokenIntrospectionStatus.Active, $$"""{"active":true,"sub":"{{The.Email}}"}""", The.Now, "OL9710: …"),
        new OktaUserSessionsOptions(),
        new ClearOktaSessionsOptions(),
        new ClearOwnOktaSessionsOptions(),
        new OktaCallResult(OktaCallStatus.NotFound, "OL9810: …", "E0000007", $"Not found: {The.Subject}"),
        new OktaRequestContext(new(HttpMethod.Delete, $"https://example.okta.com/api/v1/users/{The.Subject}/sessions"), The.AccessToken),
        new OktaDiscoveryClient(Some.Options(), new HttpClient(new FakeOkta())),
        new TokenRevocationClient(Some.Options(), new KnownEndpoints(), new HttpClient(new FakeOkta())),
        new ServiceCollection().AddOktaLogoutCore(_ => { }),
        new BackChannelLogoutOptions(), new MemoryTokenReplayCache(), new UniversalLogoutOptions(), new SharedSignalsOptions { AuthorizationHeader = The.ClientSecret },
        new OktaOrgIssuer(The.Issuer, new(The.JwksUri)),
        SubjectIdentifier.ForEmail(The.Email),
        new UniversalLogoutRequest(SubjectIdentifier.ForEmail(The.Email), The.Issuer, The.ClientId, [The.Issuer], The.Now),
        UniversalLogoutSubject.Found(Target),
        new IncomingLogoutRequest("POST", new MemoryStream()) { Authorization = ["Bearer " + Some.IdToken()] },
        new IncomingLogoutResponse(200, new Dictionary<string, string>(), null, null, new TerminationReceipt([Step])),
        new RevocationLogOptions(), new RevocationLogRecord(default), new RevocationLogPage([], "1"), RevocationAcknowledgement.Accepted,
        new CallbackBrowser(The.PostLogoutRedirectUri, (_, _) => Task.FromResult<string?>(null)), new LoopbackBrowser(), new LoopbackBrowserOptions(),
        new SystemBrowserRequest($"{The.EndSessionEndpoint}?id_token_hint={Some.IdToken()}&state={The.State}"),
        new StoredTokens { IdToken = Some.IdToken(), RefreshToken = The.RefreshToken, AccessToken = The.AccessToken, DeviceSecret = The.DeviceSecret },
        new NativeSignOutOptions(), new NativeSignOutReceipt(NativeSignOutOutcome.SignedOut, [Step]),
        .. Handlers(),
    ];

    private static IEnumerable<object> Handlers()
    {
        var services = new ServiceCollection().AddOktaLogoutCore(_ => { })
            .AddBackChannelLogoutHandler().AddUniversalLogoutHandler("https://app.example.com/universal").AddSharedSignalsHandler("audience").AddNativeSignOut()
            .Services.AddSingleton<ITokenStore>(new FakeTokenStore(new())).BuildServiceProvider();
        return [services.GetRequiredService<BackChannelLogoutHandler>(), services.GetRequiredService<UniversalLogoutHandler>(), services.GetRequiredService<SharedSignalsHandler>(), services.GetRequiredService<NativeSignOut>()];
    }

    [Fact]
    public void They_hold_no_secret() => Instances.Select(instance => instance.ToString()!).Should().AllSatisfy(Secrets.ShouldBeAbsentFrom);

    [Fact]
    public void No_public_type_is_left_out()
    {
        var types = typeof(IOktaSignOut).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && !type.IsAbstract && !type.IsSubclassOf(typeof(Exception)));

        Instances.Select(instance => instance.GetType()).Should().BeEquivalentTo(types);
    }

    [Fact]
    public void They_say_something_all_the_same()
    {
        new SessionDescriptor { Issuer = The.Issuer, Subject = The.Subject }.ToString().Should().Be("SessionDescriptor (Issuer, Subject)");
        Some.SignOutRequest().ToString().Should().Be("SignOutRequest (AppAndOkta)");
        Target.ToString().Should().Be("SessionTarget (Email)");
        new SessionTermination(Target, SessionTerminationReason.SignOut, The.Now).ToString().Should().Be("SessionTermination (SignOut, Email)");
        new SignOutReceipt([Step, Step]).ToString().Should().Be("refresh-token: Succeeded, refresh-token: Succeeded");
    }
}
