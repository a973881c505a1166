using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace Okta.Logout.CSharp73.Tests
{
    public class TypesThatUsersConstruct
    {
        private const string Issuer = "https://example.okta.com/oauth2/default";

        private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

        [Fact]
        public void Logout_requests()
        {
            var request = new LogoutRequest(Issuer + "/v1/logout")
            {
                IdTokenHint = "a.b.c",
                PostLogoutRedirectUri = "https://app.example.com/signed-out",
                State = "state",
                LogoutHint = "hint",
                UiLocales = "de",
                DeviceSecret = "secret",
                AdditionalParameters = new Dictionary<string, string> { { "name", "value" } },
            };
            request.ClientId = "client";
            request.ToUrl().Should().Contain("client_id=client").And.Contain("name=value");
            new LogoutUrlBuilder(request.Endpoint).WithIdTokenHint("a.b.c").BuildRequest().IdTokenHint.Should().Be("a.b.c");
        }

        [Fact]
        public void Sign_outs_and_sessions()
        {
            var session = new SessionDescriptor { Issuer = Issuer, Subject = "00u1", SessionId = "s1", Email = "a@example.com", StartedAt = Now };
            session.TicketId = "t1";
            session.SignedInAt = Now;
            var request = new SignOutRequest
            {
                Session = session,
                IdToken = "a.b.c",
                RefreshToken = "refresh",
                AccessToken = "access",
                DeviceSecret = "secret",
                Scope = SignOutScope.AppOnly,
                PostLogoutRedirectUri = "https://app.example.com/signed-out",
                State = "state",
                LogoutHint = "hint",
                UiLocales = "de",
                AdditionalParameters = new Dictionary<string, string> { { "name", "value" } },
                Registration = "other",
            };
            request.EndLocalSession = cancellationToken => Task.CompletedTask;
            request.Session.TicketId.Should().Be("t1");
        }

        [Fact]
        public void Tokens_and_browsers_of_a_native_app()
        {
            var tokens = new StoredTokens { IdToken = "a.b.c", RefreshToken = "refresh", AccessToken = "access", DeviceSecret = "secret" };
            tokens.AccessToken = null;
            var options = new LoopbackBrowserOptions { Path = "/bye", FinalPage = "<p>Bye!</p>", ShowUrl = url => { }, OpenBrowser = url => { } };
            options.Ports.Add(53173);
            new LoopbackBrowser(options).RedirectUris.Should().HaveCount(4).And.Contain("http://127.0.0.1:53173/bye");
            new SystemBrowserRequest("https://example.okta.com/logout?state=a").IsAnsweredBy("com.example.app:/bye?state=a").Should().BeTrue();
            new CallbackBrowser("com.example.app:/bye", (request, cancellationToken) => Task.FromResult<string>(null)).Should().NotBeNull();
            var native = new NativeSignOutOptions { Registration = "other", BrowserTimeout = TimeSpan.FromMinutes(1) };
            native.TokenStoreTimeout = TimeSpan.FromSeconds(5);
        }

        [Fact]
        public void Endpoints_of_a_discovery_client()
        {
            var endpoints = new OktaEndpoints(Issuer) { EndSessionEndpoint = Issuer + "/v1/logout", JwksUri = Issuer + "/v1/keys" };
            endpoints.RevocationEndpoint = Issuer + "/v1/revoke";
            endpoints.Issuer.Should().Be(Issuer);
        }

        [Fact]
        public void Receipts_and_results()
        {
            var step = new SignOutStep(SignOutStepNames.OktaLogout, SignOutStepOutcome.Prepared, TimeSpan.Zero);
            var receipt = new SignOutReceipt(new[] { step }, new[] { new LogoutRequest(Issuer + "/v1/logout") });
            receipt.OktaLogout.Endpoint.Should().Be(Issuer + "/v1/logout");
            new SignOutReceipt(new[] { step }, omission: OktaLogoutOmission.NoIdToken, isOktaLikelyUnreachable: true).OktaLogout.Should().BeNull();
            new TerminationReceipt(new[] { step }).Succeeded.Should().BeFalse();
            new TokenRevocationResult(TokenRevocationStatus.Refused, "OL3004: An error.").IsRevoked.Should().BeFalse();
        }

        [Fact]
        public void Terminations_and_entries()
        {
            var target = SessionTarget.ForSubject(Issuer, "00u1", Now);
            new SessionTermination(target, SessionTerminationReason.Administrator, Now).Target.Should().BeSameAs(target);
            new SessionRevocation(target, Now).IsUnconfirmed.Should().BeFalse();
            new EndSessionsRequest(SessionTarget.ForOtherSessions(new SessionDescriptor { TicketId = "t1", Issuer = Issuer, Subject = "00u1" }), new SessionTerminationReason("InactivityCap"))
            {
                IsUnconfirmed = true,
            }.Reason.Name.Should().Be("InactivityCap");
        }

        [Fact]
        public void Universal_logout()
        {
            var request = new UniversalLogoutRequest(SubjectIdentifier.ForEmail("a@example.com"), Issuer, "client", new[] { Issuer }, Now);
            request.Issuer.Should().Be(Issuer);
            UniversalLogoutSubject.Found(new[] { SessionTarget.ForEmail(Issuer, "a@example.com", request.IssuedAt) }).Targets.Should().ContainSingle();
            var issuer = new OktaOrgIssuer("https://login.example.com", new Uri("https://login.example.com/oauth2/v1/keys"));
            issuer.SameOrgAs = "https://example.okta.com";
            var options = new UniversalLogoutOptions { EndpointUrl = "https://app.example.com/signout/universal" };
            options.AdditionalIssuers.Add(issuer);
            new SharedSignalsOptions { Audience = "audience" }.AdditionalIssuers.Add(issuer);
        }

        [Fact]
        public void Clients()
        {
            var options = new OktaLogoutOptions { Issuer = Issuer, ClientId = "client", ClientSecret = "secret" };
            using (var httpClient = new HttpClient(new HttpClientHandler()))
            {
                var discovery = new OktaDiscoveryClient(options, httpClient);
                new TokenRevocationClient(options, discovery, httpClient).Should().BeAssignableTo<ITokenRevocationClient>();
            }
        }
    }
}
