using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/events</c>: Okta pushes security event tokens (RFC 8935).</summary>
internal sealed class SharedSignalsEndpoint(SharedSignalsHandler handler) : IncomingTokenEndpoint("shared-signals", handler)
{
    public override void Map(IEndpointRouteBuilder group) => Map(group, "/events", new("endpoint_url of the SSF stream"));
}
