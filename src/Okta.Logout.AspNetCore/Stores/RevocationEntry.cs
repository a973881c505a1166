using System.Buffers.Binary;

namespace Okta.Logout.AspNetCore;

/// <summary>What the cache holds of one target: the last start of a session that it ends, and when it may be forgotten.</summary>
/// <param name="LastStart">In seconds since 1970; <see cref="AnyStart"/> means whenever it began, <see cref="NoStart"/> that none ends.</param>
/// <param name="LastStartOfOthers">The same, for terminations that spare renewed sessions: those of subjects only, which have a moment.</param>
/// <param name="Expires">In seconds since 1970; the second itself still counts.</param>
internal readonly record struct RevocationEntry(long LastStart, long LastStartOfOthers, long Expires)
{
    public const long AnyStart = long.MaxValue;
    public const long NoStart = -1;

    private const int Size = 1 + 8 + 8 + 8;
    private const byte Version = 1;

    public static RevocationEntry Of(SessionTarget target, DateTimeOffset expires)
    {
        var lastStart = target.StartedBefore is { } limit ? Math.Max(limit.ToUnixTimeSeconds(), 0) : AnyStart;
        return new(target.SparesRenewed ? NoStart : lastStart, target.SparesRenewed ? lastStart : NoStart, expires.ToUnixTimeSeconds());
    }

    /// <summary>Reads an entry, or returns null where the bytes are not one of ours.</summary>
    public static RevocationEntry? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != Version)
            return null;
        var entry = new RevocationEntry(
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]), BinaryPrimitives.ReadInt64BigEndian(bytes[17..]));
        return IsTime(entry.Expires) && (entry.LastStart is AnyStart or NoStart || IsTime(entry.LastStart))
            && (entry.LastStartOfOthers is NoStart || IsTime(entry.LastStartOfOthers))
                ? entry
                : null;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), LastStart);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), LastStartOfOthers);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), Expires);
        return bytes;
    }

    /// <summary>Both together: reaches as far, and lives as long, as the farther and the longer of the two.</summary>
    public RevocationEntry With(RevocationEntry other) => new(
        Math.Max(LastStart, other.LastStart), Math.Max(LastStartOfOthers, other.LastStartOfOthers), Math.Max(Expires, other.Expires));

    public bool Covers(RevocationEntry other) => With(other) == this;

    public bool Ends(SessionDescriptor session, DateTimeOffset now)
    {
        var start = session.StartedAt?.ToUnixTimeSeconds() ?? 0;
        var renewal = session.RenewedAt?.ToUnixTimeSeconds() ?? 0;
        return now.ToUnixTimeSeconds() <= Expires && (start <= LastStart || Math.Max(start, renewal) <= LastStartOfOthers);
    }

    /// <summary>The entry as revocations that name the sessions as this session was named.</summary>
    public IEnumerable<SessionRevocation> ToRevocations(SessionTargetKind kind, SessionDescriptor session)
    {
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(Expires);
        if (LastStart is not NoStart)
            yield return new(TargetOf(kind, session), expiresAt);
        if (LastStartOfOthers is not NoStart && kind is SessionTargetKind.Subject)
            yield return new(SessionTarget.ForOtherSessions(session.Issuer!, session.Subject!, DateTimeOffset.FromUnixTimeSeconds(LastStartOfOthers)), expiresAt);
    }

    private SessionTarget TargetOf(SessionTargetKind kind, SessionDescriptor session)
    {
        var lastStart = LastStart is AnyStart ? null : (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(LastStart);
        return kind switch
        {
            SessionTargetKind.Ticket => SessionTarget.ForTicket(session.TicketId!),
            SessionTargetKind.Session => SessionTarget.ForSession(session.Issuer!, session.SessionId!),
            SessionTargetKind.Subject => SessionTarget.ForSubject(session.Issuer!, session.Subject!, lastStart),
            _ => SessionTarget.ForEmail(session.Issuer!, session.Email!, lastStart),
        };
    }

    private static bool IsTime(long seconds) => seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}
