namespace Okta.Logout.AspNetCore;

/// <summary>The content of a cookie of a request.</summary>
/// <param name="Session">The session; null if there is none, or it cannot be read.</param>
/// <param name="StoreKey">The key under which the app's ticket store has the ticket.</param>
/// <param name="IsStoreDown">Whether the ticket store could not be read.</param>
/// <param name="IsUnreadable">Whether there is a cookie that could not be decrypted.</param>
/// <param name="OnlyBelow">The path to which browsers send the cookie, where this request is not below it.</param>
internal sealed record CookieContent(RequestSession? Session, string? StoreKey = null, bool IsStoreDown = false, bool IsUnreadable = false, string? OnlyBelow = null)
{
    public static CookieContent None { get; } = new(Session: null);

    public static CookieContent Unreadable { get; } = new(Session: null, IsUnreadable: true);
}
