using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout;

namespace NetFrameworkApp
{
    /// <summary>What an app on .NET Framework does with the core package. Each command prints one line, and returns the exit code.</summary>
    internal sealed class Commands : IDisposable
    {
        private const string PostLogoutRedirectUri = "http://localhost:5000/signed-out";

        private readonly ServiceProvider _services;

        public Commands(string issuer, string clientId, string clientSecret)
        {
            _services = new ServiceCollection()
                .AddOktaLogoutCore(options =>
                {
                    options.Issuer = issuer;
                    options.ClientId = clientId;
                    options.AllowLoopbackHttp = true;
                    options.ClientSecret = clientSecret;
                })
                .AddBackChannelLogoutHandler()
                .Services.BuildServiceProvider();
        }

        public async Task<int> DiscoverAsync()
        {
            var endpoints = await _services.GetRequiredService<IOktaDiscoveryClient>().GetEndpointsAsync().ConfigureAwait(false);
            Console.WriteLine(endpoints.EndSessionEndpoint);
            return 0;
        }

        /// <summary>Ends the app's own session, and prints where the browser has to go to end that of Okta.</summary>
        public async Task<int> BuildLogoutUrlAsync(string idToken)
        {
            var receipt = await _services.GetRequiredService<IOktaSignOut>().SignOutAsync(new SignOutRequest
            {
                IdToken = idToken,
                PostLogoutRedirectUri = PostLogoutRedirectUri,
                State = CreateState(),
            }).ConfigureAwait(false);
            Console.WriteLine(receipt.OktaLogout == null ? string.Join(", ", receipt.Steps) : receipt.OktaLogout.ToUrl());
            return receipt.OktaLogout == null ? 1 : 0;
        }

        public async Task<int> RevokeAsync(string refreshToken)
        {
            var result = await _services.GetRequiredService<ITokenRevocationClient>().RevokeAsync(refreshToken, TokenTypeHint.RefreshToken).ConfigureAwait(false);
            Console.WriteLine(result);
            return result.IsRevoked ? 0 : 1;
        }

        /// <summary>Receives a logout token as an OWIN or ASP.NET app does, from a provider that sends one.</summary>
        public async Task<int> AcceptLogoutTokenAsync(string logoutToken)
        {
            var body = new MemoryStream(Encoding.UTF8.GetBytes("logout_token=" + Uri.EscapeDataString(logoutToken)));
            var response = await _services.GetRequiredService<BackChannelLogoutHandler>()
                .HandleAsync(new IncomingLogoutRequest("POST", body) { ContentType = "application/x-www-form-urlencoded" })
                .ConfigureAwait(false);
            Console.WriteLine(response.StatusCode + " " + response.ErrorId);
            return response.StatusCode == 200 ? 0 : 1;
        }

        private static string CreateState()
        {
            var bytes = new byte[16];
            using (var random = RandomNumberGenerator.Create())
                random.GetBytes(bytes);
            return BitConverter.ToString(bytes).Replace("-", "");
        }

        public void Dispose()
        {
            _services.Dispose();
        }
    }
}
