namespace Okta.Logout.AspNetCore;

/// <summary>A sign-in at a provider from which a cookie that is issued takes its lineage.</summary>
/// <param name="Record">The session that the sign-in began.</param>
/// <param name="Tokens">Its tokens.</param>
internal sealed record SessionOrigin(SessionRecord Record, SessionTokens Tokens)
{
    /// <summary>Shows no values, because they are tokens.</summary>
    public override string ToString() => nameof(SessionOrigin);
}
