using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>A user whose session could not be checked is not sent to sign in: the new session could not be checked either, which would cause an endless loop.</summary>
internal static class UncheckedSessions
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Responds with 503 in place of a challenge if the list could not be read for a cookie of this request.</summary>
    public static bool Refuse(HttpContext context)
    {
        if (context.Features.Get<RequestSessions>() is not { IsUnchecked: true } || context.Response.HasStarted)
            return false;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.Headers.CacheControl = "no-store";
        return true;
    }
}
