namespace Okta.Logout;

/// <summary>The keys by which targets can name one session: at most one of each kind.</summary>
/// <param name="keys">In the order of the kinds; the default where no target of a kind can name the session.</param>
internal sealed class SessionKeys(SessionKey[] keys)
{
    public SessionKey? this[SessionTargetKind kind] => keys[(int)kind] is var key && key == default ? null : key;

    public static SessionKeys Of(SessionDescriptor session)
    {
        var keys = new SessionKey[4];
        for (var kind = SessionTargetKind.Ticket; kind <= SessionTargetKind.Email; kind++)
            keys[(int)kind] = SessionKey.Of(kind, session) ?? default;
        return new(keys);
    }
}
