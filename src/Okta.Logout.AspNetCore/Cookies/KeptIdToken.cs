using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>The one token that a sign-out at Okta cannot do without.</summary>
internal static class KeptIdToken
{
    private const string Name = "id_token";
    private const string DecryptedName = ".okta.id_token";

    public static string? Read(AuthenticationProperties properties) => properties.GetString(DecryptedName) ?? properties.GetTokenValue(Name);

    /// <summary>Keeps the token beside the encrypted one, which is of no use in a sign-out.</summary>
    public static void KeepDecrypted(AuthenticationProperties properties, string idToken) => properties.SetString(DecryptedName, idToken);

    /// <summary>Adds the ID token to the tokens that are there, unless one of them is an ID token already.</summary>
    public static void Restore(AuthenticationProperties properties, string? idToken)
    {
        if (!string.IsNullOrEmpty(idToken) && string.IsNullOrEmpty(Read(properties)))
            properties.StoreTokens([.. properties.GetTokens().Where(token => token.Name != Name), new() { Name = Name, Value = idToken }]);
    }
}
