namespace Okta.Logout;

/// <summary>What the records of a log are read into.</summary>
internal interface IRevocationLogTarget
{
    void Add(SessionTargetKind kind, SessionKey key, RevocationEntry entry);

    void Add(UnconfirmedEntry entry);

    /// <summary>Notes that somebody appended a sign of life.</summary>
    void Beat();
}
