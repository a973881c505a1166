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

    // A browser form cannot keep a credential: these never belong into a logout request.
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

    /// <summary>Judges an additional parameter.</summary>
    /// <exception cref="ArgumentException">A name or value that may not be sent.</exception>
    public static void CheckAdditional(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        // Some servers look names up in any case.
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' has a member of its own: set it there.", nameof(name));
        if (Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' is a client credential, which must not travel through the browser.", nameof(name));
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

    /// <summary>The length of the URL, without building it.</summary>
    public int MeasureUrl() => MeasureQuery(out _) is var queryLength and > 0 ? QueryStart + queryLength : Endpoint.Length;

    /// <summary>The endpoint, its query kept, followed by the parameters (RP-Initiated Logout 1.0, section 2.1).</summary>
    public string ToUrl()
    {
        var queryLength = MeasureQuery(out var escaped);
        return queryLength == 0
            ? Endpoint
            : string.Create(QueryStart + queryLength, (parameters: this, escaped), static (url, it) => it.parameters.WriteTo(url, it.escaped));
    }

    /// <summary>The endpoint without its query, and the names of the parameters: their values are secrets.</summary>
    public string Describe() =>
        $"{Endpoint.Split('?')[0]} ({string.Join(", ", ToList().Select(parameter => parameter.Key))})";

    // An endpoint that ends in a separator gives it to the first parameter.
    private int QueryStart => Endpoint[Endpoint.Length - 1] is '?' or '&' ? Endpoint.Length - 1 : Endpoint.Length;

    /// <summary>Counts each parameter with the separator before it. The values found to need escaping are told by their bits.</summary>
    private int MeasureQuery(out int escaped)
    {
        escaped = 0;
        var length =
            Measure(IdTokenHintName, IdTokenHint, 1 << 0, ref escaped)
            + Measure(PostLogoutRedirectUriName, PostLogoutRedirectUri, 1 << 1, ref escaped)
            + Measure(StateName, State, 1 << 2, ref escaped)
            + Measure(ClientIdName, ClientId, 1 << 3, ref escaped)
            + Measure(LogoutHintName, LogoutHint, 1 << 4, ref escaped)
            + Measure(UiLocalesName, UiLocales, 1 << 5, ref escaped)
            + Measure(DeviceSecretName, DeviceSecret, 1 << 6, ref escaped);
        if (Additional is null)
            return length;
        foreach (var parameter in Additional)
            length += PercentEncoding.GetLength(parameter.Key.AsSpan()) + PercentEncoding.GetLength(parameter.Value.AsSpan()) + 2;
        return length;
    }

    private void WriteTo(Span<char> url, int escaped)
    {
        Endpoint.AsSpan().CopyTo(url);
        var start = QueryStart;
        var separator = start < Endpoint.Length ? url[start] : Endpoint.Contains('?') ? '&' : '?';
        var rest = url.Slice(start);
        rest = Write(IdTokenHintName, IdTokenHint, (escaped & 1 << 0) != 0, rest);
        rest = Write(PostLogoutRedirectUriName, PostLogoutRedirectUri, (escaped & 1 << 1) != 0, rest);
        rest = Write(StateName, State, (escaped & 1 << 2) != 0, rest);
        rest = Write(ClientIdName, ClientId, (escaped & 1 << 3) != 0, rest);
        rest = Write(LogoutHintName, LogoutHint, (escaped & 1 << 4) != 0, rest);
        rest = Write(UiLocalesName, UiLocales, (escaped & 1 << 5) != 0, rest);
        rest = Write(DeviceSecretName, DeviceSecret, (escaped & 1 << 6) != 0, rest);
        if (Additional is not null)
        {
            foreach (var parameter in Additional)
                rest = Encode('=', parameter.Value, Encode('&', parameter.Key, rest));
        }

        url[start] = separator;
    }

    private static void Add(List<KeyValuePair<string, string>> list, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            list.Add(new(name, value!));
    }

    private static int Measure(string name, string? value, int bit, ref int escaped)
    {
        if (string.IsNullOrEmpty(value))
            return 0;
        var length = PercentEncoding.GetLength(value.AsSpan());
        if (length != value!.Length)
            escaped |= bit;
        return name.Length + length + 2;
    }

    private static Span<char> Write(string name, string? value, bool escaped, Span<char> destination)
    {
        if (string.IsNullOrEmpty(value))
            return destination;
        destination = Copy('&', name, destination);
        return escaped ? Encode('=', value!, destination) : Copy('=', value!, destination);
    }

    private static Span<char> Copy(char separator, string text, Span<char> destination)
    {
        destination[0] = separator;
        text.AsSpan().CopyTo(destination.Slice(1));
        return destination.Slice(text.Length + 1);
    }

    private static Span<char> Encode(char separator, string text, Span<char> destination)
    {
        destination[0] = separator;
        return PercentEncoding.Write(text.AsSpan(), destination.Slice(1));
    }
}
