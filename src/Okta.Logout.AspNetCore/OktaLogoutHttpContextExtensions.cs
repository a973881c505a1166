using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs out, and knows who is signed in, from an app's own code.</summary>
public static class OktaLogoutHttpContextExtensions
{
    /// <summary>Signs this browser's user out: ends the session, deletes the cookie, revokes the tokens. Writes no body.</summary>
    /// <param name="context">The request. The caller has to know that it is the user's own: antiforgery is the app's here.</param>
    /// <param name="returnUrl">
    /// Where the user ends up after Okta: a local path, or within an allowed origin. Anything else means <see cref="OktaLogoutWebOptions.SignedOutPath"/>.
    /// </param>
    /// <returns>The receipt. Send the browser to its <see cref="SignOutResult.OktaLogout"/>, or return <see cref="OktaSignOutResult"/>, which does all of it.</returns>
    /// <exception cref="InvalidOperationException"><c>AddOktaLogout</c> or <c>MapOktaLogout</c> was not called.</exception>
    public static async Task<SignOutResult> SignOutOfOktaAsync(this HttpContext context, string? returnUrl = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (await Service<WebSignOut>(context).RunAsync(context, returnUrl)).Result;
    }

    /// <summary>Returns the session that this request's cookie holds: what <see cref="SessionTarget"/> needs to name it, or its user.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cookieScheme">The cookie scheme; the app's default scheme unless given.</param>
    /// <returns>The session; <see langword="null"/> where nobody is signed in, or the session has ended.</returns>
    public static async Task<SessionDescriptor?> GetOktaSessionAsync(this HttpContext context, string? cookieScheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SessionProperties.Read((await context.AuthenticateAsync(cookieScheme)).Ticket?.Properties);
    }

    /// <summary>Ends all other sessions of this browser's user, on every device, and every copy of this session's cookie.</summary>
    /// <param name="context">The request, whose response must not have begun. The caller has to know that it is the user's own: antiforgery is the app's here.</param>
    /// <param name="cookieScheme">The cookie scheme; the app's default scheme unless given.</param>
    /// <returns>The receipt. Where it has not succeeded, the other sessions may live on; this one does in any case, unless someone else ended it.</returns>
    /// <exception cref="InvalidOperationException">The response has begun, or <c>AddOktaLogout</c> was not called.</exception>
    /// <remarks>
    /// All sessions of the user end, and this one goes on with a new identity in a new cookie of the same expiry. Other requests of this browser that
    /// are under way still carry the old cookie and are refused. Whatever else ends sessions of the user, at the same moment or later, still ends this
    /// one. Nothing is asked of Okta: its sessions, and the tokens of the others, live on.
    /// </remarks>
    public static Task<EndSessionsResult> EndOtherSessionsAsync(this HttpContext context, string? cookieScheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Service<OtherSessions>(context).EndAsync(context, cookieScheme);
    }

    internal static T Service<T>(HttpContext context)
        where T : notnull =>
        context.RequestServices.GetService<T>() ?? throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
}
