using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>The record in the properties of a ticket, where it stays even if the app drops claims and saves no tokens.</summary>
internal static class SessionProperties
{
    /// <summary>A single short entry, because every character of a ticket is sent and decrypted with each request.</summary>
    private const string Name = ".okta.session";

    public static void Write(AuthenticationProperties properties, SessionRecord record) => properties.Items[Name] = SessionRecordText.Write(record);

    /// <summary>Returns the record; null if there is none, or it cannot be read.</summary>
    public static SessionRecord? Read(AuthenticationProperties? properties) =>
        properties is not null && properties.Items.TryGetValue(Name, out var text) && text is not null ? SessionRecordText.Read(text) : null;

    /// <summary>Whether there is a record, readable or not.</summary>
    public static bool IsIn(AuthenticationProperties properties) => properties.Items.ContainsKey(Name);
}
