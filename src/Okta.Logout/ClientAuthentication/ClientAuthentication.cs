using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Adds what identifies the client to a request of the revocation or introspection endpoint (RFC 7009, section 2.1; RFC 7662, section 2.1).</summary>
internal abstract class ClientAuthentication
{
    /// <summary>Adds headers, or form fields for the caller to send.</summary>
    public abstract void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form);

    /// <summary>The method that the options name, or that their credentials imply.</summary>
    /// <param name="options">Options that follow the <see cref="ClientRules"/>.</param>
    /// <param name="timeProvider">The clock of assertions.</param>
    public static ClientAuthentication For(OktaLogoutOptions options, TimeProvider timeProvider)
    {
        var clientId = options.ClientId!;
        var secret = options.ClientSecret ?? "";
        return MethodOf(options) switch
        {
            ClientAuthenticationMethod.None => new PublicClientAuthentication(clientId),
            ClientAuthenticationMethod.ClientSecretBasic => new ClientSecretBasicAuthentication(clientId, secret),
            ClientAuthenticationMethod.ClientSecretPost => new ClientSecretPostAuthentication(clientId, secret),
            ClientAuthenticationMethod.ClientSecretJwt => new ClientAssertionAuthentication(
                clientId,
                new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
                options.ClientAssertionAudience,
                timeProvider),
            _ => new ClientAssertionAuthentication(clientId, options.ClientAssertionSigningCredentials!, options.ClientAssertionAudience, timeProvider),
        };
    }

    /// <summary>Whether the client has no credentials.</summary>
    public static bool IsPublic(OktaLogoutOptions options) => MethodOf(options) is ClientAuthenticationMethod.None;

    private static ClientAuthenticationMethod MethodOf(OktaLogoutOptions options)
    {
        if (options.ClientAuthenticationMethod is { } method)
            return method;
        if (options.ClientAssertionSigningCredentials is not null)
            return ClientAuthenticationMethod.PrivateKeyJwt;
        return string.IsNullOrEmpty(options.ClientSecret) ? ClientAuthenticationMethod.None : ClientAuthenticationMethod.ClientSecretBasic;
    }
}
