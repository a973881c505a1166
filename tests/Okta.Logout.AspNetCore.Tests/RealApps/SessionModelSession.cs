namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the model knows of one session.</summary>
/// <param name="user">The user at Okta; null for a session that began without it.</param>
/// <param name="sid">The session at Okta.</param>
/// <param name="livesUntil">Until when the session is certainly not expired.</param>
internal sealed class SessionModelSession(string? user, string? sid, DateTimeOffset livesUntil)
{
    public string? User { get; } = user;

    public string? Sid { get; } = sid;

    public DateTimeOffset LivesUntil { get; } = livesUntil;

    /// <summary>It was reported as ended: from now on, none of its cookies may be accepted.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>It may have ended or not, because of an outage.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>All cookies that were ever issued for it.</summary>
    public List<CookieJar> Copies { get; } = [];

    public void End() => HasEnded = true;

    public bool IsLive(DateTimeOffset now) => !HasEnded && !IsUncertain && now < LivesUntil;
}
