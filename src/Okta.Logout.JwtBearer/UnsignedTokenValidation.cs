using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.JwtBearer;

/// <summary>
/// Validates the claims of a response as a scheme validates those of a JWT, with the token handlers of the scheme: issuer, audience, lifetime, and what the app has added. So an app
/// that changes the validation of its tokens changes it for these, too. Only what belongs to the form of a JWT is left out: Okta has vouched for the claims.
/// </summary>
internal static class UnsignedTokenValidation
{
    /// <summary>Returns the user and the token as the handlers see them, or why there are none.</summary>
    public static async Task<Result> RunAsync(JwtBearerOptions options, string jwt, CancellationToken cancellationToken)
    {
        var parameters = await ParametersOfAsync(options, cancellationToken).ConfigureAwait(false);
        return options.UseSecurityTokenValidators ? RunValidators(options, jwt, parameters) : await RunHandlersAsync(options, jwt, parameters).ConfigureAwait(false);
    }

    private static async Task<Result> RunHandlersAsync(JwtBearerOptions options, string jwt, TokenValidationParameters parameters)
    {
        Exception? fault = null;
        foreach (var handler in options.TokenHandlers)
        {
            try
            {
                var result = await handler.ValidateTokenAsync(jwt, parameters).ConfigureAwait(false);
                if (result.IsValid)
                    return new(new(result.ClaimsIdentity), result.SecurityToken, null);
                fault = result.Exception;
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        }

        return new(null, null, fault);
    }

    private static Result RunValidators(JwtBearerOptions options, string jwt, TokenValidationParameters parameters)
    {
        Exception? fault = null;
#pragma warning disable CS0618 // An app that has not moved to TokenHandlers.
        foreach (var validator in options.SecurityTokenValidators.Where(validator => validator.CanReadToken(jwt)))
#pragma warning restore CS0618
        {
            try
            {
                return new(validator.ValidateToken(jwt, parameters, out var token), token, null);
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        }

        return new(null, null, fault);
    }

    // As JwtBearerHandler does it, whose method is private.
    private static async Task<TokenValidationParameters> ParametersOfAsync(JwtBearerOptions options, CancellationToken cancellationToken)
    {
        var parameters = options.TokenValidationParameters.Clone();
        if (options.ConfigurationManager is BaseConfigurationManager manager)
            parameters.ConfigurationManager = manager;
        else if (options.ConfigurationManager is not null)
            parameters.ValidIssuers = [.. parameters.ValidIssuers ?? [], (await options.ConfigurationManager.GetConfigurationAsync(cancellationToken).ConfigureAwait(false)).Issuer];
        parameters.SaveSigninToken = false;
        parameters.RequireSignedTokens = false;
        parameters.SignatureValidator = null;
        parameters.SignatureValidatorUsingConfiguration = null;
        parameters.IssuerSigningKeyValidator = null;
        parameters.IssuerSigningKeyValidatorUsingConfiguration = null;
        parameters.TokenReader = null;
        parameters.TransformBeforeSignatureValidation = null;
        parameters.TypeValidator = null;
        parameters.ValidTypes = null;
        return parameters;
    }

    /// <summary>The result of a validation.</summary>
    /// <param name="Principal">The user; null if the token was refused.</param>
    /// <param name="Token">The token as its handler has read it; null if it was refused.</param>
    /// <param name="Fault">Why it was refused, if the handler says it. Its message may hold claims.</param>
    internal sealed record Result(ClaimsPrincipal? Principal, SecurityToken? Token, Exception? Fault);
}
