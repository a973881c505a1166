using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>Checks a token that the handler has validated, or that Okta has called active.</summary>
internal sealed partial class AccessTokenValidation(IAccessTokenCheck check, AccessTokenIntrospection introspection, ILogger<AccessTokenValidation> logger)
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Returns whether the token is accepted; if not, the authentication has failed.</summary>
    public ValueTask<bool> RunAsync(TokenValidatedContext context, bool isIntrospected = false)
    {
        // The token itself, not the user that was made of it: the app may map or drop claims.
        if ((isIntrospected ? AccessTokenClaims.ReadIntrospected(context.SecurityToken) : AccessTokenClaims.Read(context.SecurityToken)) is not { } token)
        {
            Log.Unreadable(logger, context.Scheme.Name, context.SecurityToken?.GetType().Name);
            context.Fail("OL9702: The access token cannot be compared with the revocation list.");
            return new(false);
        }

        var status = check.CheckAsync(context.HttpContext, context.Scheme.Name, token);
        return status.IsCompletedSuccessfully ? Continue(context, token, status.Result, isIntrospected) : AwaitAsync(context, token, status, isIntrospected);
    }

    /// <summary>Responds with 503 in place of a challenge if there is no verdict: the client would get a new token, which could not be checked either.</summary>
    public static bool RespondUnavailable(JwtBearerChallengeContext context)
    {
        if (context.HttpContext.Features.Get<Unchecked>() is null || context.Response.HasStarted)
            return false;
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.Headers.CacheControl = "no-store";
        return true;
    }

    /// <summary>Returns whether the token is accepted; if not, the authentication has failed.</summary>
    public bool Apply(ResultContext<JwtBearerOptions> context, AccessTokenStatus status)
    {
        if (status is AccessTokenStatus.Accepted)
            return true;
        if (status is AccessTokenStatus.Revoked)
        {
            Log.Refused(logger, context.Scheme.Name);
            context.Fail("OL9703: The access token was revoked.");
            return false;
        }

        context.HttpContext.Features.Set(Unchecked.Mark);
        context.Fail("OL9704: Whether the access token was revoked is not known.");
        return false;
    }

    private async ValueTask<bool> AwaitAsync(TokenValidatedContext context, ValidatedAccessToken token, ValueTask<AccessTokenStatus> status, bool isIntrospected) =>
        await Continue(context, token, await status.ConfigureAwait(false), isIntrospected).ConfigureAwait(false);

    private ValueTask<bool> Continue(TokenValidatedContext context, ValidatedAccessToken token, AccessTokenStatus status, bool isIntrospected) =>
        status is AccessTokenStatus.Accepted && !isIntrospected && introspection.IsAsked(context.HttpContext) ? IntrospectAsync(context, token) : new(Apply(context, status));

    private async ValueTask<bool> IntrospectAsync(TokenValidatedContext context, ValidatedAccessToken token) =>
        Apply(context, await introspection.RunAsync(context.Scheme.Name, context.SecurityToken, token.ExpiresAt, context.HttpContext.RequestAborted).ConfigureAwait(false));

    /// <summary>Marks a request whose token could not be checked.</summary>
    private sealed class Unchecked
    {
        public static Unchecked Mark { get; } = new();
    }

    private static partial class Log
    {
        [LoggerMessage(9702, LogLevel.Error, "OL9702: A token of the scheme {Scheme} was refused: it is of the type {Type}, or has no issuer, so that it cannot be compared with the revocation list. Use the token handlers of ASP.NET Core.")]
        public static partial void Unreadable(ILogger logger, string scheme, string? type);

        [LoggerMessage(9703, LogLevel.Information, "OL9703: An access token of the scheme {Scheme} was refused: it was revoked, or its user was signed out.")]
        public static partial void Refused(ILogger logger, string scheme);
    }
}
