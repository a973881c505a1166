using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>Asks Okta about tokens that the handler cannot validate, and makes a user of the response.</summary>
internal sealed partial class OpaqueTokenValidation(
    IntrospectedTokens tokens, AccessTokenValidation validation, IOptions<TokenIntrospectionOptions> options, IOptionsMonitor<OktaLogoutOptions> registrations, ILogger<OpaqueTokenValidation> logger)
{
    public bool IsOn => options.Value.AcceptOpaqueTokens;

    /// <summary>Returns the token of a request if Okta has to be asked about it; null for what the handler validates itself.</summary>
    public string? Find(MessageReceivedContext context)
    {
        var token = BearerToken.Of(context);
        if (token.IsEmpty)
            return null;
        var registration = registrations.Get(context.Scheme.Name);
        return string.IsNullOrEmpty(registration.ClientId) || (BearerToken.IsJwt(token) && !IsOrgServer(registration)) ? null : token.ToString();
    }

    /// <summary>Returns what the handler would have made of a JWT with the same claims; null if the token was refused.</summary>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async Task<TokenValidatedContext?> RunAsync(MessageReceivedContext context, string token)
    {
        if (!BearerToken.IsWellFormed(token))
            return Refuse(context, "OL9717: The access token is too long, or is none in form.");
        var result = await tokens.FindAsync(context.Scheme.Name, token, null).WaitAsync(context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (result.Status is not TokenIntrospectionStatus.Active)
        {
            // Whatever OnNoVerdict says: nothing is known of the token.
            validation.Apply(context, result.Status is TokenIntrospectionStatus.Inactive ? AccessTokenStatus.Revoked : AccessTokenStatus.Unknown);
            return null;
        }

        if (result.Response is { } response)
            return await ReadAsync(context, token, response).ConfigureAwait(false);
        Log.NoResponse(logger, context.Scheme.Name);
        validation.Apply(context, AccessTokenStatus.Unknown);
        return null;
    }

    /// <summary>Ends the authentication as the handler does after the app's event.</summary>
    public static void Complete(MessageReceivedContext context, TokenValidatedContext validated, string token)
    {
        if (validated.Result is null)
        {
            if (context.Options.SaveToken)
                validated.Properties.StoreTokens([new() { Name = "access_token", Value = token }]);
            validated.Success();
        }

        if (validated.Result!.Succeeded)
        {
            (context.Principal, context.Properties) = (validated.Result.Principal, validated.Result.Properties!);
            context.Success();
        }
        else if (validated.Result.Failure is { } failure)
        {
            context.Fail(failure);
        }
        else
        {
            context.NoResult();
        }
    }

    private async Task<TokenValidatedContext?> ReadAsync(MessageReceivedContext context, string token, string response)
    {
        if (!IntrospectedAccessToken.IsBearerToken(response))
            return Refuse(context, "OL9718: The token is not a bearer access token.");
        var (principal, securityToken, fault) = await UnsignedTokenValidation.RunAsync(context.Options, IntrospectedAccessToken.ToUnsignedJwt(response), context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (principal is null || securityToken is null)
            return Refuse(context, $"OL9719: The claims of the access token are not valid for the scheme ({fault?.GetType().Name ?? "no token handler"}).");
        if (context.Options.TokenValidationParameters.SaveSigninToken && principal.Identity is ClaimsIdentity identity)
            identity.BootstrapContext = token;
        var validated = new TokenValidatedContext(context.HttpContext, context.Scheme, context.Options) { Principal = principal, SecurityToken = securityToken };
        validated.Properties.ExpiresUtc = TimeOf(securityToken.ValidTo);
        validated.Properties.IssuedUtc = TimeOf(securityToken.ValidFrom);
        return validated;
    }

    private TokenValidatedContext? Refuse(MessageReceivedContext context, string reason)
    {
        Log.Refused(logger, context.Scheme.Name, reason);
        context.Fail(reason);
        return null;
    }

    private static DateTimeOffset? TimeOf(DateTime time) => time == DateTime.MinValue ? null : new(time);

    // Okta's org server, whose issuer has no path, does not publish the keys of access tokens.
    private static bool IsOrgServer(OktaLogoutOptions registration)
    {
        if (registration.Issuer is not { Length: > 0 } issuer)
            return string.IsNullOrEmpty(registration.AuthorizationServerId);
        var authority = issuer.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return !issuer.AsSpan(authority).TrimEnd('/').Contains('/');
    }

    private static partial class Log
    {
        [LoggerMessage(9717, LogLevel.Information, "An access token of the scheme {Scheme} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string scheme, string reason);

        [LoggerMessage(9722, LogLevel.Error, "OL9722: The ITokenIntrospectionClient of the app says that a token of the scheme {Scheme} is active, but returns no Response, so that the user is not known. Return it, or remove the registration.")]
        public static partial void NoResponse(ILogger logger, string scheme);
    }
}
