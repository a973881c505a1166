using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The client ID is set, and so is what the authentication method needs. Messages never contain secrets.</summary>
internal static class ClientRules
{
    // HS256 needs a key at least as long as its hash (RFC 7518, section 3.2).
    private const int ShortestSigningSecret = 32;

    private const string Method = nameof(OktaLogoutOptions.ClientAuthenticationMethod);
    private const string Secret = nameof(OktaLogoutOptions.ClientSecret);
    private const string Credentials = nameof(OktaLogoutOptions.ClientAssertionSigningCredentials);

    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId) && !options.IsOfApi)
            yield return new("OL1003", "ClientId is not set. Set it to the Client ID of the app in the Okta Admin Console.");
        else if (Placeholder.IsAll(options.ClientId))
            yield return Placeholder.Failure(nameof(options.ClientId));
        if (Placeholder.IsAll(options.ClientSecret))
            yield return Placeholder.Failure(Secret);
        foreach (var failure in CheckSecret(options).Concat(CheckKey(options)))
            yield return failure;
    }

    private static IEnumerable<OptionsFailure> CheckSecret(OktaLogoutOptions options)
    {
        var method = options.ClientAuthenticationMethod;
        if (method is not null && !Enum.IsDefined(typeof(ClientAuthenticationMethod), method))
        {
            yield return new("OL1020", $"{Method} has the unknown value {method}. Set it to one that its documentation names.");
            yield break;
        }

        if (method is null or ClientAuthenticationMethod.None or ClientAuthenticationMethod.PrivateKeyJwt)
            yield break;
        if (options.ClientSecret is not { Length: > 0 } secret)
        {
            yield return new("OL1013", $"{Method} is {method}, but {Secret} is not set. Set it, or choose another method.");
        }
        else if (method is ClientAuthenticationMethod.ClientSecretJwt && Encoding.UTF8.GetByteCount(secret) < ShortestSigningSecret)
        {
            yield return new(
                "OL1016",
                $"{Secret} is shorter than the {ShortestSigningSecret} bytes that ClientSecretJwt needs. "
                + $"Set it to a longer one, or {Method} to ClientSecretBasic.");
        }
    }

    private static IEnumerable<OptionsFailure> CheckKey(OktaLogoutOptions options)
    {
        if (options.ClientAuthenticationMethod is not (null or ClientAuthenticationMethod.PrivateKeyJwt))
            yield break;
        if (options.ClientAssertionSigningCredentials is { } credentials)
        {
            if (!IsPrivate(credentials.Key))
                yield return new("OL1015", $"{Credentials} has no private key. Set it to an RSA or EC key pair registered at Okta.");
        }
        else if (options.ClientAuthenticationMethod is ClientAuthenticationMethod.PrivateKeyJwt)
        {
            yield return new("OL1014", $"{Method} is PrivateKeyJwt, but {Credentials} is not set. Set it, or choose another method.");
        }
    }

    private static bool IsPrivate(SecurityKey key) => key switch
    {
        SymmetricSecurityKey => false,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet } => false,
        JsonWebKey jsonWebKey => jsonWebKey.HasPrivateKey,
        AsymmetricSecurityKey { PrivateKeyStatus: PrivateKeyStatus.DoesNotExist } => false,
        _ => true,
    };
}
