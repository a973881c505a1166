using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells whether a cookie that is issued continues the session that this request came with, or begins another.</summary>
internal sealed class SessionContinuity(RevocationCheck revocation, IOptions<AuthorizationOptions> authorization)
{
    public async ValueTask<bool> GoesOnAsync(CookieSigningInContext context, RequestSession current, SessionRecord? given, SessionOrigin? origin)
    {
        if (origin is not null)
            return current.MayGoOn && IsSameUser(current, origin, context.Principal) && await IsLiveAsync(current);

        // The app issues a refused ticket again, which stays refused.
        if (given is not null && given.Session.TicketId == current.Session.TicketId && !current.IsExpired)
            return true;

        // What a request begins after its own sign-out, such as a guest's session, is no continuation.
        if (RequestSessions.Of(context.HttpContext).IsEnding(context.Scheme.Name))
            return false;
        return current.MayGoOn && (current.IsOf(context.Principal) || IsImpersonation(context, current));
    }

    // A fresh sign-in over a session that has ended meanwhile is a session of its own.
    private async ValueTask<bool> IsLiveAsync(RequestSession current) =>
        await revocation.RunAsync(current.Session) is not SessionCheck.Ended;

    private static bool IsSameUser(RequestSession current, SessionOrigin origin, ClaimsPrincipal? principal) => current.Record.HasLineage
        ? current.Session.Issuer == origin.Record.Session.Issuer && current.Session.Subject == origin.Record.Session.Subject
        : current.IsOf(principal);

    /// <summary>
    /// An impersonation begins at an endpoint that only signed-in users may call, or the new cookie names the impersonator. A sign-in at an endpoint that is
    /// open to all is that of another user.
    /// </summary>
    private bool IsImpersonation(CookieSigningInContext context, RequestSession current)
    {
        if (SessionLineage.IsByPassword(context.Principal, current))
            return false;
        var endpoint = context.HttpContext.GetEndpoint();
        return NeedsUser(endpoint) || !IsOpenToAll(endpoint) && Names(context.Principal, current.Owner);
    }

    private static bool Names(ClaimsPrincipal? principal, string? owner) =>
        owner is not null && principal?.Identities.Any(identity => identity.Actor?.Claims.Any(claim => claim.Value == owner) is true || identity.Claims.Any(claim => claim.Value == owner)) is true;

    // A claim of another user may name this one, too: as the manager, for instance.
    private static bool IsOpenToAll(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private bool NeedsUser(Endpoint? endpoint) => endpoint is not null && !IsOpenToAll(endpoint)
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || authorization.Value.FallbackPolicy is not null || HasAuthorizeFilter(endpoint));

    // MVC runs the filters that an app has set for all controllers, and does not show them in the metadata.
    private static bool HasAuthorizeFilter(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ActionDescriptor>() is { } action
        && action.FilterDescriptors.Any(descriptor => descriptor.Filter is AuthorizeFilter)
        && !action.FilterDescriptors.Any(descriptor => descriptor.Filter is IAllowAnonymousFilter);
}
