using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>OpenID Connect events as a class, as apps write them.</summary>
internal sealed class NotingOpenIdConnectEvents(List<string> calls) : OpenIdConnectEvents
{
    public override Task RedirectToIdentityProvider(RedirectContext context) => Note(nameof(RedirectToIdentityProvider));

    public override Task TokenValidated(TokenValidatedContext context) => Note(nameof(TokenValidated));

    public override Task TicketReceived(TicketReceivedContext context) => Note(nameof(TicketReceived));

    private Task Note(string call)
    {
        calls.Add(call);
        return Task.CompletedTask;
    }
}
