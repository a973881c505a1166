using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>Makes what the handler of a circuit has to know of the connection that the circuit uses.</summary>
internal sealed class CircuitConnections(ReturnUrls returnUrls)
{
    public CircuitConnection Create(HubCallerContext caller, HttpContext request, IReadOnlyList<RequestSession> sessions) =>
        new(caller, sessions, returnUrls.Default(request));
}
