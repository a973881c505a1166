using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>The session's identity in the properties of its cookie ticket: there even where the app drops claims and saves no tokens.</summary>
internal static class SessionProperties
{
    private const string TicketId = ".okta.tid";
    private const string Issuer = ".okta.iss";
    private const string Subject = ".okta.sub";
    private const string SessionId = ".okta.sid";
    private const string Email = ".okta.email";
    private const string StartedAt = ".okta.start";
    private const string Scheme = ".okta.scheme";

    /// <summary>Written by the remote authentication handler of ASP.NET Core.</summary>
    private const string AuthScheme = ".AuthScheme";

    public static void Write(AuthenticationProperties properties, SessionDescriptor session)
    {
        var items = properties.Items;
        Set(TicketId, session.TicketId);
        Set(Issuer, session.Issuer);
        Set(Subject, session.Subject);
        Set(SessionId, session.SessionId);
        Set(Email, session.Email);
        Set(StartedAt, session.StartedAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

        void Set(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                items.Remove(name);
            else
                items[name] = value;
        }
    }

    public static SessionDescriptor? Read(AuthenticationProperties? properties)
    {
        if (properties is null || Get(properties, TicketId) is not { } ticketId)
            return null;
        return new()
        {
            TicketId = ticketId,
            Issuer = Get(properties, Issuer),
            Subject = Get(properties, Subject),
            SessionId = Get(properties, SessionId),
            Email = Get(properties, Email),
            StartedAt = long.TryParse(Get(properties, StartedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        };
    }

    public static void WriteScheme(AuthenticationProperties properties, string scheme) => properties.Items[Scheme] = scheme;

    /// <summary>The OpenID Connect scheme that began the session.</summary>
    public static string? ReadScheme(AuthenticationProperties properties) => Get(properties, Scheme) ?? Get(properties, AuthScheme);

    private static string? Get(AuthenticationProperties properties, string name) => properties.Items.TryGetValue(name, out var value) ? value : null;
}
