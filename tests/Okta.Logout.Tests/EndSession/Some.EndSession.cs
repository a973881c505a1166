using System.Web;
using CsCheck;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    /// <summary>Any string that is not empty, lone surrogates included.</summary>
    public static Gen<string> Text { get; } =
        Gen.OneOf(Gen.Char[' ', '~'], Gen.Char, Gen.Char['\uD7F0', '\uE010']).Array[1, 40].Select(characters => new string(characters));

    public static LogoutUrlBuilder LogoutUrl(string endpoint = The.EndSessionEndpoint) => new(endpoint);

    public static LogoutRequest FullLogoutRequest(string endpoint = The.EndSessionEndpoint) => new(endpoint)
    {
        IdTokenHint = IdToken(),
        PostLogoutRedirectUri = The.PostLogoutRedirectUri,
        State = The.State,
        ClientId = The.ClientId,
        LogoutHint = The.Email,
        UiLocales = "de-CH de",
        DeviceSecret = "secret-device-secret",
        AdditionalParameters = new Dictionary<string, string> { ["app"] = "secret-app-value" },
    };

    /// <summary>The query as a server sees it.</summary>
    public static List<KeyValuePair<string, string>> QueryOf(string url) =>
    [
        .. new Uri(url).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(HttpUtility.UrlDecode(pair[0]), HttpUtility.UrlDecode(pair[1]))),
    ];

    public static KeyValuePair<string, string>[] Fields(params (string Name, string Value)[] fields) =>
        [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
}
