using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public class TextsOfPublicTypes
{
    private static readonly SessionTarget Target = SessionTarget.ForEmail(The.Issuer, The.Email);
    private static readonly SignOutStep Step = new(SignOutStepNames.RefreshToken, SignOutStepOutcome.Succeeded, TimeSpan.Zero);
    private static readonly OktaEndpoints Endpoints = new() { Issuer = The.Issuer, EndSessionEndpoint = The.EndSessionEndpoint };

    private static readonly object[] Instances =
    [
        Some.Options(), Endpoints, Step, Some.Session(), Some.SignOutRequest(), Target, new SessionTerminationOptions(), new MemorySessionRevocationStore(),
        new LogoutUrlBuilder(The.EndSessionEndpoint).WithIdTokenHint(Some.IdToken()).WithState(The.State),
        new LogoutRequest(The.EndSessionEndpoint) { IdTokenHint = Some.IdToken(), State = The.State, DeviceSecret = The.DeviceSecret, LogoutHint = The.Email },
        new SessionTermination(Target, SessionTerminationReason.SignOut, The.Now, Some.Session()),
        new SessionRevocation(Target, The.Now),
        new EndSessionsResult([Step]),
        new SignOutResult { Steps = [Step], OktaLogout = new(The.EndSessionEndpoint) { State = The.State } },
        new TokenRevocationResult(TokenRevocationStatus.Revoked),
        new OktaDiscoveryClient(Some.Options(), new HttpClient(new FakeOkta())),
        new TokenRevocationClient(Some.Options(), new KnownEndpoints(), new HttpClient(new FakeOkta())),
        new ServiceCollection().AddOktaLogoutCore(_ => { }),
        new BackChannelLogoutOptions(), new MemoryTokenReplayCache(), new UniversalLogoutOptions(), new SharedSignalsOptions { AuthorizationHeader = The.ClientSecret },
        new OktaOrgIssuer(The.Issuer, The.JwksUri),
        SubjectIdentifier.ForEmail(The.Email),
        new UniversalLogoutRequest(SubjectIdentifier.ForEmail(The.Email), The.Issuer, The.ClientId, [The.Issuer], The.Now),
        UniversalLogoutSubject.Found(Target),
    ];

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
        new SignOutResult { Steps = [Step, Step] }.ToString().Should().Be("refresh-token: Succeeded, refresh-token: Succeeded");
    }
}
