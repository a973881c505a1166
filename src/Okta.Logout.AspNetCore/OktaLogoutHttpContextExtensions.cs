using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs users out, and returns the current session, for an app's own code.</summary>
public static class OktaLogoutHttpContextExtensions
{
    /// <summary>Signs this browser's user out: ends the session, deletes the cookie, revokes the tokens. Writes no body.</summary>
    /// <param name="context">The request. The caller has to make sure that the user sent it: protection against requests from other sites is up to the app.</param>
    /// <param name="returnUrl">
    /// Where the user goes after Okta: a local path, or a URL of an allowed origin. For any other value, <see cref="OktaLogoutWebOptions.SignedOutPath"/> is used.
    /// </param>
    /// <param name="properties">Settings of this sign-out that override the options: its scope, parameters of the logout request, a prompt at the next sign-in.</param>
    /// <returns>The receipt. Send the browser to its <see cref="SignOutReceipt.OktaLogout"/>, or return <see cref="OktaSignOutResult"/>, which does all of it.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="context"/> is null, or one of the <paramref name="properties"/> has a value that is not allowed: nothing was ended.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The response has begun, or the request is that of a SignalR connection or a Blazor circuit: nothing was ended. Or <c>AddOktaLogout</c> was not called.
    /// </exception>
    public static async Task<SignOutReceipt> SignOutOfOktaAsync(this HttpContext context, string? returnUrl = null, OktaSignOutProperties? properties = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (await Service<WebSignOut>(context).RunAsync(context, returnUrl, properties)).Result;
    }

    /// <summary>Returns the session in the cookie of this request, with everything that <see cref="SessionTarget"/> needs to name it or its user.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cookieScheme">The cookie scheme; the app's default scheme unless given.</param>
    /// <returns>The session; <see langword="null"/> if nobody is signed in, or the session has ended.</returns>
    public static async Task<SessionDescriptor?> GetOktaSessionAsync(this HttpContext context, string? cookieScheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if ((await context.AuthenticateAsync(cookieScheme)).Ticket is not { } ticket)
            return null;
        return (SessionProperties.Read(ticket.Properties) ?? RequestSessions.Of(context).FindCame(ticket.AuthenticationScheme)?.Record)?.Session.Copy();
    }

    /// <summary>Ends all other sessions of this browser's user, on every device, and every copy of this session's cookie.</summary>
    /// <param name="context">
    /// The request, whose response must not have begun. The caller has to make sure that the user sent it: protection against requests from other sites is up
    /// to the app.
    /// </param>
    /// <param name="cookieScheme">The cookie scheme; the app's default scheme unless given.</param>
    /// <returns>The receipt. If it has not succeeded, the other sessions may still be alive. This session goes on in any case, unless someone else ended it.</returns>
    /// <exception cref="InvalidOperationException">The response has begun, or <c>AddOktaLogout</c> was not called.</exception>
    /// <remarks>
    /// All sessions of the user end, and this one goes on under a new ticket id, in a new cookie with the same expiry. Other requests of this browser that
    /// are in progress still carry the old cookie and are refused. A further command that ends the sessions of the user, at the same time or later, also ends this
    /// one. Okta is not involved: its sessions stay open, and the tokens of the other sessions stay valid.
    /// </remarks>
    public static Task<TerminationReceipt> EndOtherSessionsAsync(this HttpContext context, string? cookieScheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Service<OtherSessions>(context).EndAsync(context, cookieScheme);
    }

    /// <summary>Returns a token that is cancelled when the session of this request ends, on every node: for requests that stay open, such as streams and WebSockets.</summary>
    /// <param name="context">The request, after <c>UseAuthentication</c>.</param>
    /// <param name="cookieScheme">The cookie scheme, or that of an access token that is checked; by default every one by which the request was authenticated: the first session to end counts.</param>
    /// <returns>The token, the same for each call; one that is never cancelled if the request has no session.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The request has not been authenticated yet, or <c>AddOktaLogout</c> was not called.</exception>
    /// <remarks>
    /// <para>Whatever ends the session cancels the token: a sign-out, a channel, an administrator, the expiry of the cookie or of the access token. With a list in memory, with or without
    /// a log, it is cancelled when the entry arrives at this node; otherwise at the next look-up, <see cref="SessionTerminationOptions.ConnectionCheckInterval"/>.
    /// When the user ends the other sessions (<see cref="EndOtherSessionsAsync"/>), the token of the session that goes on is not cancelled.</para>
    /// <para>The session is watched until the request is over. Hubs of SignalR and circuits of Blazor end by themselves and need no token.</para>
    /// </remarks>
    public static CancellationToken GetSessionEndedToken(this HttpContext context, string? cookieScheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SessionEndedTokens.Get(context, cookieScheme, Service<ConnectionSessions>(context));
    }

    internal static T Service<T>(HttpContext context)
        where T : notnull =>
        context.RequestServices.GetService<T>() ?? throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
}
