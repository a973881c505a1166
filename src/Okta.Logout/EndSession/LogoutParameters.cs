namespace Okta.Logout;

/// <summary>The parameters of a logout request, held by value in <see cref="LogoutRequest"/> and its builder, and rendered as a query.</summary>
internal struct LogoutParameters
{
    private static readonly string[] Names =
        ["id_token_hint", "post_logout_redirect_uri", "state", "client_id", "logout_hint", "ui_locales", "device_secret"];

    // A browser form cannot keep a credential: these never belong into a logout request.
    private static readonly string[] Credentials = ["client_secret", "client_assertion", "client_assertion_type"];

    public string? IdTokenHint;
    public string? PostLogoutRedirectUri;
    public string? State;
    public string? ClientId;
    public string? LogoutHint;
    public string? UiLocales;
    public string? DeviceSecret;
    public Dictionary<string, string>? Additional;

    /// <summary>Adds or replaces an additional parameter.</summary>
    /// <exception cref="ArgumentException">A name or value that may not be sent.</exception>
    public void SetAdditional(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        // Some servers look names up in any case.
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' has a member of its own: set it there.", nameof(name));
        if (Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' is a client credential, which must not travel through the browser.", nameof(name));
        (Additional ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
    }

    public readonly List<KeyValuePair<string, string>> ToList()
    {
        List<KeyValuePair<string, string>> list = [];
        for (var i = 0; i < Names.Length; i++)
        {
            if (ValueOf(i) is { Length: > 0 } value)
                list.Add(new(Names[i], value));
        }

        if (Additional is not null)
            list.AddRange(Additional);
        return list;
    }

    /// <summary>Appends the parameters to an address, whose query is kept (RP-Initiated Logout 1.0, section 2.1).</summary>
    public readonly string AppendTo(string endpoint)
    {
        var length = endpoint.Length + QueryLength();
        if (length == endpoint.Length)
            return endpoint;
        var separator = SeparatorAfter(endpoint);
        // Each parameter was counted with its separator; the first one may need none.
        return string.Create(separator is null ? length - 1 : length, (endpoint, separator, parameters: this), static (buffer, it) =>
        {
            it.endpoint.AsSpan().CopyTo(buffer);
            it.parameters.WriteQuery(it.separator, buffer.Slice(it.endpoint.Length));
        });
    }

    /// <summary>The endpoint without its query, and the names of the parameters: their values are secrets.</summary>
    public readonly string Describe(string endpoint) =>
        $"{endpoint.Split('?')[0]} ({string.Join(", ", ToList().Select(parameter => parameter.Key))})";

    private static char? SeparatorAfter(string endpoint)
    {
        if (endpoint[endpoint.Length - 1] is '?' or '&')
            return null;
        return endpoint.Contains('?') ? '&' : '?';
    }

    private readonly int QueryLength()
    {
        var length = 0;
        for (var i = 0; i < Names.Length; i++)
        {
            if (ValueOf(i) is { Length: > 0 } value)
                length += Names[i].Length + PercentEncoding.GetLength(value.AsSpan()) + 2;
        }

        if (Additional is null)
            return length;
        foreach (var parameter in Additional)
            length += PercentEncoding.GetLength(parameter.Key.AsSpan()) + PercentEncoding.GetLength(parameter.Value.AsSpan()) + 2;
        return length;
    }

    private readonly void WriteQuery(char? separator, Span<char> buffer)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (ValueOf(i) is not { Length: > 0 } value)
                continue;
            buffer = WriteParameter(separator, Names[i], value, buffer);
            separator = '&';
        }

        if (Additional is null)
            return;
        foreach (var parameter in Additional)
        {
            buffer = WriteParameter(separator, parameter.Key, parameter.Value, buffer);
            separator = '&';
        }
    }

    private static Span<char> WriteParameter(char? separator, string name, string value, Span<char> buffer)
    {
        if (separator is { } c)
        {
            buffer[0] = c;
            buffer = buffer.Slice(1);
        }

        buffer = PercentEncoding.Write(name.AsSpan(), buffer);
        buffer[0] = '=';
        return PercentEncoding.Write(value.AsSpan(), buffer.Slice(1));
    }

    private readonly string? ValueOf(int index) => index switch
    {
        0 => IdTokenHint,
        1 => PostLogoutRedirectUri,
        2 => State,
        3 => ClientId,
        4 => LogoutHint,
        5 => UiLocales,
        _ => DeviceSecret,
    };
}
