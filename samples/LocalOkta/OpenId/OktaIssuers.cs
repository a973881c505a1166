using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LocalOkta;

/// <summary>The two issuers of an Okta org: the custom authorization server signs for apps, the org itself sends them signals.</summary>
internal sealed class OktaIssuers(IOptionsMonitor<OpenIddictServerOptions> server)
{
    public string AuthorizationServer => Issuer.AbsoluteUri;

    // Without the slash that a Uri ends in.
    public string Org => Issuer.GetLeftPart(UriPartial.Authority);

    private Uri Issuer => server.CurrentValue.Issuer
        ?? throw new InvalidOperationException("The issuer is set when the server starts.");
}
