namespace Okta.Logout;

/// <summary>The keys by which targets can name one session: at most one of each kind.</summary>
/// <param name="keys">In the order of the kinds, without that of everyone; the default where no target of a kind can name the session.</param>
internal sealed class SessionKeys(SessionKey[] keys)
{
    /// <summary>How many kinds of targets name a session by what it has.</summary>
    public const int Kinds = (int)SessionTargetKind.Everyone;

    public SessionKey? this[SessionTargetKind kind]
    {
        get
        {
            if (kind is SessionTargetKind.Everyone)
                return SessionKey.Everyone;
            var key = keys[(int)kind];
            return key == default ? null : key;
        }
    }

    public IReadOnlyList<SessionKey> ToList() => [.. keys.Where(key => key != default), SessionKey.Everyone];

    public static SessionKeys Of(SessionDescriptor session)
    {
        var keys = new SessionKey[Kinds];
        for (var kind = SessionTargetKind.Ticket; kind < SessionTargetKind.Everyone; kind++)
            keys[(int)kind] = SessionKey.Of(kind, session) ?? default;
        return new(keys);
    }
}
