using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET</c> and <c>POST /signout/frontchannel</c>: Okta shows it in an invisible frame when the user signs out elsewhere. The frame has no
/// cookies, so the session ends on the server, by <c>iss</c> and <c>sid</c>. The request is anonymous and unsigned: the answer tells nothing, and
/// Okta is asked nothing.
/// </summary>
internal sealed partial class FrontChannelEndpoint(
    IOktaSignOut signOut,
    KnownIssuers issuers,
    FrontChannelRateLimit rateLimit,
    FrontChannelResponse response,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options,
    OktaLogoutTelemetry telemetry,
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
        if (!rateLimit.Allows(context))
        {
            Log.TooMany(logger);
            telemetry.RequestRejected(Name, "OL7102");
            FrontChannelResponse.WriteTooMany(context);
            return;
        }

        await EndAsync(context, await FrontChannelRequest.ReadAsync(context));
        await response.WriteAsync(context);
    }

    private async Task EndAsync(HttpContext context, FrontChannelRequest request)
    {
        if (request is not { Issuer: { } issuer, SessionId: { } sessionId })
        {
            Ignore("iss or sid is missing, empty or repeated");
            return;
        }

        var known = await issuers.OfSessionsAsync(issuer);
        if (known.Count == 0)
            Ignore("iss is not an issuer of this app");
        foreach (var target in known.Select(own => SessionTarget.ForSession(own, sessionId)))
        {
            // Not the request's cancellation: the frame may be gone before the session is.
            var result = await signOut.EndSessionsAsync(target, SessionTerminationReason.FrontChannelLogout, CancellationToken.None);
            if (!result.Succeeded)
                Log.NotEnded(logger);
            DeleteCookies(context, target);
        }
    }

    // Signing out of the cookie scheme would run the app's own events, which may call Okta.
    private void DeleteCookies(HttpContext context, SessionTarget target)
    {
        foreach (var session in RequestSessions.Of(context).Matching(target))
            CookieGuard.DeleteCookie(context, cookieOptions.Get(session.CookieScheme));
    }

    private void Ignore(string problem)
    {
        Log.Ignored(logger, problem);
        telemetry.RequestRejected(Name, "OL7101");
    }

    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Information, "OL7101: A front-channel logout request named no session of this app: {Problem}. Nothing was ended.")]
        public static partial void Ignored(ILogger logger, string problem);

        [LoggerMessage(7102, LogLevel.Warning, "OL7102: A client sent more front-channel logout requests than FrontChannelLogoutOptions.RequestsPerMinute. Nothing was ended.")]
        public static partial void TooMany(ILogger logger);

        [LoggerMessage(7103, LogLevel.Error, "OL7103: A front-channel logout did not succeed in every step: the session may live on. The steps that failed are logged beside this.")]
        public static partial void NotEnded(ILogger logger);
    }
}
