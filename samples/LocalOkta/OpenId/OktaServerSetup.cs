using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LocalOkta;

/// <summary>Sets the issuer, which is known only when the server listens, and the other options that a setting or Okta determines.</summary>
internal sealed class OktaServerSetup(IServer server, IConfiguration configuration) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        options.Issuer = configuration.GetValue<Uri>("Issuer") ?? new Uri(new Uri(Origin), OktaPaths.Issuer);
        options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        options.AccessTokenLifetime = configuration.GetValue("AccessTokenLifetime", TimeSpan.FromHours(1));
        options.UseReferenceAccessTokens = configuration.GetValue("OpaqueAccessTokens", false);
        options.IdentityTokenLifetime = configuration.GetValue("IdTokenLifetime", TimeSpan.FromHours(1));
    }

    private string Origin => BindingAddress.Parse(BoundAddress) is { Host: "*" or "+" or "0.0.0.0" or "[::]" } everywhere
        ? $"{everywhere.Scheme}://localhost:{everywhere.Port}"
        : BoundAddress;

    private string BoundAddress =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? LocalOktaApplication.DefaultOrigin;
}
