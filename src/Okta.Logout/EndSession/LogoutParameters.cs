using System.Text;

namespace Okta.Logout;

/// <summary>The parameters of a logout request, filled in by <see cref="LogoutRequest"/> and its builder, rendered as a URL.</summary>
internal sealed class LogoutParameters(string endpoint)
{
    private const string IdTokenHintName = "id_token_hint";
    private const string PostLogoutRedirectUriName = "post_logout_redirect_uri";
    private const string StateName = "state";
    private const string ClientIdName = "client_id";
    private const string LogoutHintName = "logout_hint";
    private const string UiLocalesName = "ui_locales";
    private const string DeviceSecretName = "device_secret";

    private static readonly string[] Names =
        [IdTokenHintName, PostLogoutRedirectUriName, StateName, ClientIdName, LogoutHintName, UiLocalesName, DeviceSecretName];

    // Credentials of the client: what goes through the browser can be read by its user.
    private static readonly string[] Credentials = ["client_secret", "client_assertion", "client_assertion_type"];

    public string Endpoint { get; } = endpoint;

    public string? IdTokenHint { get; set; }

    public string? PostLogoutRedirectUri { get; set; }

    public string? State { get; set; }

    public string? ClientId { get; set; }

    public string? LogoutHint { get; set; }

    public string? UiLocales { get; set; }

    public string? DeviceSecret { get; set; }

    public Dictionary<string, string>? Additional { get; set; }

    public LogoutParameters Clone()
    {
        var clone = (LogoutParameters)MemberwiseClone();
        clone.Additional = Additional is null ? null : new Dictionary<string, string>(Additional, StringComparer.Ordinal);
        return clone;
    }

    /// <summary>Checks an additional parameter.</summary>
    /// <exception cref="ArgumentException">A name or value that may not be sent.</exception>
    public static void CheckAdditional(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        // Some servers ignore the case of names.
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' has a property or a method of its own: use that.", nameof(name));
        if (Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' is a credential of the client, which must not be sent through the browser.", nameof(name));
    }

    /// <summary>Adds or replaces an additional parameter.</summary>
    /// <exception cref="ArgumentException">A name or value that may not be sent.</exception>
    public void SetAdditional(string name, string value)
    {
        CheckAdditional(name, value);
        (Additional ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
    }

    public List<KeyValuePair<string, string>> ToList()
    {
        List<KeyValuePair<string, string>> list = [];
        Add(list, IdTokenHintName, IdTokenHint);
        Add(list, PostLogoutRedirectUriName, PostLogoutRedirectUri);
        Add(list, StateName, State);
        Add(list, ClientIdName, ClientId);
        Add(list, LogoutHintName, LogoutHint);
        Add(list, UiLocalesName, UiLocales);
        Add(list, DeviceSecretName, DeviceSecret);
        if (Additional is not null)
            list.AddRange(Additional);
        return list;
    }

    /// <summary>The endpoint, its query kept, followed by the parameters (RP-Initiated Logout 1.0, section 2.1).</summary>
    public string ToUrl()
    {
        var endpoint = Endpoint[Endpoint.Length - 1] is '?' or '&' ? Endpoint.Substring(0, Endpoint.Length - 1) : Endpoint;
        var isFirst = !endpoint.Contains('?');

        // One concatenation: the ID token is long, and is copied once.
        return string.Concat(
        [
            endpoint,
            Name(IdTokenHint, "?" + IdTokenHintName + "=", "&" + IdTokenHintName + "=", ref isFirst), Escape(IdTokenHint),
            Name(PostLogoutRedirectUri, "?" + PostLogoutRedirectUriName + "=", "&" + PostLogoutRedirectUriName + "=", ref isFirst), Escape(PostLogoutRedirectUri),
            Name(State, "?" + StateName + "=", "&" + StateName + "=", ref isFirst), Escape(State),
            Name(ClientId, "?" + ClientIdName + "=", "&" + ClientIdName + "=", ref isFirst), Escape(ClientId),
            Name(LogoutHint, "?" + LogoutHintName + "=", "&" + LogoutHintName + "=", ref isFirst), Escape(LogoutHint),
            Name(UiLocales, "?" + UiLocalesName + "=", "&" + UiLocalesName + "=", ref isFirst), Escape(UiLocales),
            Name(DeviceSecret, "?" + DeviceSecretName + "=", "&" + DeviceSecretName + "=", ref isFirst), Escape(DeviceSecret),
            EscapeAdditional(ref isFirst),
        ]);
    }

    /// <summary>The endpoint without its query, and the names of the parameters: their values are secrets.</summary>
    public string Describe() =>
        $"{Endpoint.Split('?')[0]} ({string.Join(", ", ToList().Select(parameter => parameter.Key))})";

    private static void Add(List<KeyValuePair<string, string>> list, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            list.Add(new(name, value!));
    }

    private static string Name(string? value, string first, string further, ref bool isFirst)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var name = isFirst ? first : further;
        isFirst = false;
        return name;
    }

    private static string Escape(string? value) => string.IsNullOrEmpty(value) ? "" : Uri.EscapeDataString(value!);

    private string EscapeAdditional(ref bool isFirst)
    {
        if (Additional is null)
            return "";
        var url = new StringBuilder();
        foreach (var parameter in Additional)
            url.Append(Name(parameter.Value, "?", "&", ref isFirst)).Append(Escape(parameter.Key)).Append('=').Append(Escape(parameter.Value));
        return url.ToString();
    }
}
