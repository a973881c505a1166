using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps the ID token, without which no sign-out at Okta is possible.</summary>
internal static class KeptIdToken
{
    private const string Name = "id_token";
    private const string DecryptedName = ".okta.id_token";

    public static string? Read(AuthenticationProperties properties) => properties.GetString(DecryptedName) ?? properties.GetTokenValue(Name);

    /// <summary>Keeps the decrypted token beside the encrypted one, which a sign-out cannot use.</summary>
    public static void KeepDecrypted(AuthenticationProperties properties, string idToken) => properties.SetString(DecryptedName, idToken);

    /// <summary>Adds the ID token to the saved tokens, unless they include one.</summary>
    public static void Restore(AuthenticationProperties properties, string? idToken)
    {
        if (!string.IsNullOrEmpty(idToken) && string.IsNullOrEmpty(Read(properties)))
            properties.StoreTokens([.. properties.GetTokens().Where(token => token.Name != Name), new() { Name = Name, Value = idToken }]);
    }
}
