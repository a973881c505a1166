using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Okta.Logout.CSharp73.Tests
{
    public class InterfacesThatUsersImplement
    {
        [Fact]
        public async Task A_discovery_client_and_a_terminator_take_part_in_a_sign_out()
        {
            var services = new ServiceCollection();
            services.AddSingleton<Terminator>();
            services.AddSingleton<IOktaDiscoveryClient, Discovery>();
            services.AddOktaLogoutCore(options => options.Issuer = Discovery.Issuer).AddSessionTerminator<Terminator>();
            using (var provider = services.BuildServiceProvider())
            {
                var receipt = await provider.GetRequiredService<IOktaSignOut>().SignOutAsync(
                    new SignOutRequest { Session = new SessionDescriptor { TicketId = "t1" } });

                receipt.IsSignedOutLocally.Should().BeTrue();
                provider.GetRequiredService<Terminator>().TicketId.Should().Be("t1");
            }
        }

        [Fact]
        public async Task A_token_store_and_a_browser_take_part_in_the_sign_out_of_a_native_app()
        {
            var services = new ServiceCollection();
            services.AddSingleton<ITokenStore, Tokens>();
            services.AddSingleton<ISystemBrowser>(new CallbackBrowser("com.example.app:/bye", (request, cancellationToken) => Task.FromResult<string>(null)));
            services.AddOktaLogoutCore(options => options.Issuer = Discovery.Issuer).AddNativeSignOut();
            using (var provider = services.BuildServiceProvider())
            {
                var receipt = await provider.GetRequiredService<NativeSignOut>().SignOutAsync();

                receipt.Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
                provider.GetRequiredService<ITokenStore>().Should().BeOfType<Tokens>().Which.IsRemoved.Should().BeTrue();
            }
        }

        private sealed class Tokens : ITokenStore
        {
            public bool IsRemoved { get; private set; }

            public ValueTask<StoredTokens> GetAsync(CancellationToken cancellationToken) => new ValueTask<StoredTokens>((StoredTokens)null);

            public ValueTask RemoveAsync(CancellationToken cancellationToken)
            {
                IsRemoved = true;
                return default;
            }
        }

        [Fact]
        public async Task A_store_keeps_entries_by_their_keys()
        {
            var services = new ServiceCollection();
            services.AddSingleton<ISessionRevocationStore, Store>();
            services.AddOktaLogoutCore(options => options.Issuer = Discovery.Issuer);
            using (var provider = services.BuildServiceProvider())
            {
                var session = new SessionDescriptor { Issuer = Discovery.Issuer, Subject = "00u1" };
                var target = SessionTarget.ForSubject(Discovery.Issuer, "00u1");

                await provider.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new EndSessionsRequest(target, SessionTerminationReason.Administrator));

                (await provider.GetRequiredService<ISessionRevocationStore>().IsRevokedAsync(session)).Should().BeTrue();
            }
        }

        [Fact]
        public async Task A_host_receives_requests_by_a_handler()
        {
            var services = new ServiceCollection();
            services.AddOktaLogoutCore(options => options.Issuer = Discovery.Issuer).AddBackChannelLogoutHandler();
            using (var provider = services.BuildServiceProvider())
            {
                var request = new IncomingLogoutRequest("GET", Stream.Null) { ContentType = "text/plain", ContentLength = 0, Authorization = Array.Empty<string>() };

                var response = await provider.GetRequiredService<BackChannelLogoutHandler>().HandleAsync(request);

                response.StatusCode.Should().Be(405);
                response.Headers["Allow"].Should().Be("POST");
            }
        }

        private sealed class Store : ISessionRevocationStore
        {
            private readonly ConcurrentDictionary<SessionKey, RevocationEntry> _entries = new ConcurrentDictionary<SessionKey, RevocationEntry>();

            public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
            {
                var entry = revocation.ToEntry();
                _entries.AddOrUpdate(revocation.Target.GetKey(), entry, (key, known) => known.Merge(entry));
                return default;
            }

            public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) =>
                new ValueTask<bool>(session.GetKeys().Any(key => _entries.TryGetValue(key, out var entry) && entry.Ends(session, TimeProvider.System.GetUtcNow())));
        }

        private sealed class Discovery : IOktaDiscoveryClient
        {
            public const string Issuer = "https://example.okta.com/oauth2/default";

            public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) =>
                new ValueTask<OktaEndpoints>(new OktaEndpoints(Issuer) { EndSessionEndpoint = Issuer + "/v1/logout" });
        }

        private sealed class Terminator : ISessionTerminator
        {
            public string TicketId { get; private set; }

            public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
            {
                TicketId = termination.Session.TicketId;
                return default;
            }
        }
    }
}
