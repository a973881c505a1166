using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET</c> and <c>POST /signout/frontchannel</c>: Okta shows it in an invisible frame when the user signs out elsewhere. The frame has no
/// cookies, so the session ends on the server, by <c>iss</c> and <c>sid</c>. The request is anonymous and unsigned, so the response reveals nothing, and
/// no request is sent to Okta.
/// </summary>
internal sealed partial class FrontChannelEndpoint(
    IOktaSignOut signOut,
    KnownIssuers issuers,
    FrontChannelRateLimit rateLimit,
    FrontChannelResponse response,
    RevocationCheck revocation,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    ILogger<FrontChannelEndpoint> logger) : IOktaLogoutEndpoint
{
    private const string Name = "front-channel";

    public void Map(IEndpointRouteBuilder group)
    {
        if (options.Value.FrontChannelLogout.Enabled)
        {
            group.MapMethods("/frontchannel", [HttpMethods.Get, HttpMethods.Post], InvokeAsync)
                .WithDisplayName("Okta.Logout: front-channel")
                .WithMetadata(new AddressToRegister("General > Logout > Request URL (with user session details)"));
        }
    }

    private async Task InvokeAsync(HttpContext context)
    {
        FormBody.Limit(context);
        var targets = await TargetsOfAsync(await FrontChannelRequest.ReadAsync(context));

        // Requests that cannot end a session do not count, so that they do not exhaust the limit of others with the same address.
        if (targets.Count > 0 && !rateLimit.Allows(context.Connection.RemoteIpAddress))
        {
            Refuse(context);
            return;
        }

        var sender = ClientNetwork.OfSender(context.Connection.RemoteIpAddress);
        foreach (var target in targets)
            await EndAsync(context, target.SentFrom(sender));
        await response.WriteAsync(context);
    }

    private async Task<IReadOnlyList<SessionTarget>> TargetsOfAsync(FrontChannelRequest request)
    {
        if (request is not { Issuer: { } issuer, SessionId: { } sessionId })
        {
            Ignore("iss or sid is missing, empty or repeated");
            return [];
        }

        var known = await issuers.OfSessionsAsync(issuer);
        if (known.Count == 0)
            Ignore("iss is not an issuer of this app");
        return [.. known.Select(own => SessionTarget.ForSession(own, sessionId))];
    }

    private async Task EndAsync(HttpContext context, SessionTarget target)
    {
        // Without the request's cancellation, because the frame may be gone before the session has ended.
        var result = await signOut.EndSessionsAsync(new(target, SessionTerminationReason.FrontChannelLogout) { IsUnconfirmed = true }, CancellationToken.None);
        if (!result.Succeeded && throttle.Allows(Name, "OL7103", out var suppressed))
            Log.NotEnded(logger, suppressed);
        foreach (var session in RequestSessions.Of(context).Came.Where(session => target.Matches(session.Session)).ToList())
            await EndCookieAsync(context, session);
    }

    private async Task EndCookieAsync(HttpContext context, RequestSession session)
    {
        // The cookie shows that the session exists: the check confirms the entry.
        await revocation.RunAsync(session.Session);

        // Signing out of the cookie scheme would run the app's own events, which may call Okta.
        CookieDeletion.DeleteCookie(context, cookieOptions.Get(session.CookieScheme));
    }

    private void Ignore(string problem)
    {
        telemetry.RequestRejected(Name, "OL7101");
        if (throttle.Allows(Name, problem, out var suppressed))
            Log.Ignored(logger, problem, suppressed);
    }

    private void Refuse(HttpContext context)
    {
        telemetry.RequestRejected(Name, "OL7102");
        if (throttle.Allows(Name, "OL7102", out var suppressed))
            Log.TooMany(logger, suppressed);
        FrontChannelResponse.WriteTooMany(context);
    }

    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Information, "OL7101: A front-channel logout request named no session of this app: {Problem}. Nothing was ended. Similar events since the previous line: {Suppressed}.")]
        public static partial void Ignored(ILogger logger, string problem, int suppressed);

        [LoggerMessage(7102, LogLevel.Warning, "OL7102: A client sent more front-channel logout requests than FrontChannelLogoutOptions.RequestsPerMinute. Nothing was ended. Similar events since the previous line: {Suppressed}.")]
        public static partial void TooMany(ILogger logger, int suppressed);

        [LoggerMessage(7103, LogLevel.Error, "OL7103: A front-channel logout did not succeed in every step, so the session may still be alive. The steps that failed are logged too. Similar events since the previous line: {Suppressed}.")]
        public static partial void NotEnded(ILogger logger, int suppressed);
    }
}
