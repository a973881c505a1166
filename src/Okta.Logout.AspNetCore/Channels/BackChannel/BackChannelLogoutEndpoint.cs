using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/backchannel</c>: the provider ends sessions by a logout token.</summary>
internal sealed class BackChannelLogoutEndpoint(BackChannelLogoutHandler handler) : IncomingTokenEndpoint("back-channel", handler)
{
    public override void Map(IEndpointRouteBuilder group) => Map(group, "/backchannel", new("backchannel_logout_uri, at providers other than Okta"));
}
