using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Adds what identifies the client to a request of the revocation endpoint (RFC 7009, section 2.1).</summary>
internal abstract class ClientAuthentication
{
    // The size of the hash (RFC 7518, section 3.2).
    private const int MinimumHmacKeyBytes = 32;

    /// <summary>Adds headers, or form fields that the caller then sends.</summary>
    public abstract void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form);

    /// <summary>The method that the options name, or that their credentials imply.</summary>
    /// <exception cref="ArgumentException">A setting that the method needs is missing.</exception>
    public static ClientAuthentication For(OktaLogoutOptions options, TimeProvider timeProvider)
    {
        var clientId = Needed(options.ClientId, nameof(options.ClientId));
        return MethodOf(options) switch
        {
            ClientAuthenticationMethod.None => new PublicClientAuthentication(clientId),
            ClientAuthenticationMethod.ClientSecretBasic => new ClientSecretBasicAuthentication(clientId, SecretOf(options)),
            ClientAuthenticationMethod.ClientSecretPost => new ClientSecretPostAuthentication(clientId, SecretOf(options)),
            ClientAuthenticationMethod.ClientSecretJwt =>
                new ClientAssertionAuthentication(clientId, HmacCredentials(SecretOf(options)), options.ClientAssertionAudience, timeProvider),
            ClientAuthenticationMethod.PrivateKeyJwt =>
                new ClientAssertionAuthentication(
                    clientId,
                    Needed(options.ClientAssertionSigningCredentials, nameof(options.ClientAssertionSigningCredentials)),
                    options.ClientAssertionAudience,
                    timeProvider),
            var unknown => throw new ArgumentException($"ClientAuthenticationMethod '{unknown}' is not known.", nameof(options)),
        };
    }

    private static ClientAuthenticationMethod MethodOf(OktaLogoutOptions options)
    {
        if (options.ClientAuthenticationMethod is { } method)
            return method;
        if (options.ClientAssertionSigningCredentials is not null)
            return ClientAuthenticationMethod.PrivateKeyJwt;
        return string.IsNullOrEmpty(options.ClientSecret) ? ClientAuthenticationMethod.None : ClientAuthenticationMethod.ClientSecretBasic;
    }

    private static string SecretOf(OktaLogoutOptions options) => Needed(options.ClientSecret, nameof(options.ClientSecret));

    private static SigningCredentials HmacCredentials(string secret)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return key.Length >= MinimumHmacKeyBytes
            ? new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256)
            : throw new ArgumentException("ClientSecret is too short for client_secret_jwt: HS256 needs 32 bytes or more (RFC 7518, section 3.2).", nameof(secret));
    }

    private static T Needed<T>(T? value, string setting)
        where T : class =>
        value is null or "" ? throw new ArgumentException($"{setting} is needed to authenticate at the revocation endpoint: set it.", setting) : value;
}
