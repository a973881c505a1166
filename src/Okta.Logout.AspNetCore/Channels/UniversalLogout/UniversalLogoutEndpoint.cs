using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/universal</c>: Okta commands that a user is signed out everywhere.</summary>
internal sealed class UniversalLogoutEndpoint(UniversalLogoutHandler handler, IOptions<UniversalLogoutOptions> options)
    : IncomingTokenEndpoint("universal-logout", handler)
{
    public override void Map(IEndpointRouteBuilder group) =>
        Map(group, "/universal", new("Authentication > Logout > Logout endpoint URL", options.Value.EndpointUrl));
}
