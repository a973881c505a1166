using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>The session's identity in the properties of its cookie ticket: there even where the app drops claims and saves no tokens.</summary>
internal static class SessionProperties
{
    /// <summary>One entry for all of it: every character of a ticket is encrypted, sent and decrypted again with each request.</summary>
    private const string Name = ".okta";

    /// <summary>Written by the remote authentication handler of ASP.NET Core.</summary>
    private const string AuthScheme = ".AuthScheme";

    /// <summary>Writes the session, with the OpenID Connect scheme that began it.</summary>
    public static void Write(AuthenticationProperties properties, SessionDescriptor session, string? scheme) =>
        properties.Items[Name] = SessionText.Write(session, scheme == Get(properties, AuthScheme) ? null : scheme);

    /// <summary>The session; null where there is none, or none that can be read.</summary>
    public static SessionDescriptor? Read(AuthenticationProperties? properties) => properties is null ? null : Read(properties, out _);

    /// <summary>The session, with the OpenID Connect scheme that began it.</summary>
    public static SessionDescriptor? Read(AuthenticationProperties properties, out string? scheme)
    {
        var recorded = Get(properties, Name) is { } text ? SessionText.Read(text) : null;
        scheme = recorded?.Scheme ?? Get(properties, AuthScheme);
        return recorded?.Session;
    }

    /// <summary>Whether there is a session, readable or not.</summary>
    public static bool IsIn(AuthenticationProperties properties) => properties.Items.ContainsKey(Name);

    private static string? Get(AuthenticationProperties properties, string name) => properties.Items.TryGetValue(name, out var value) ? value : null;
}
