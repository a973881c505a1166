using System.Buffers.Binary;

namespace Okta.Logout.AspNetCore;

/// <summary>What the cache holds of one target: the last start of a session that it ends, and when it may be forgotten.</summary>
/// <param name="LastStart">In seconds since 1970; <see cref="AnyStart"/> means whenever it began.</param>
/// <param name="Expires">In seconds since 1970; the second itself still counts.</param>
internal readonly record struct RevocationEntry(long LastStart, long Expires)
{
    public const long AnyStart = long.MaxValue;

    private const int Size = 1 + 8 + 8;
    private const byte Version = 1;

    public static RevocationEntry Of(SessionTarget target, DateTimeOffset expires) =>
        new(target.StartedBefore?.ToUnixTimeSeconds() ?? AnyStart, expires.ToUnixTimeSeconds());

    /// <summary>Reads an entry, or returns null where the bytes are not one of ours.</summary>
    public static RevocationEntry? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != Version)
            return null;
        var entry = new RevocationEntry(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]));
        var isTime = entry.Expires >= 0 && entry.Expires <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var isStart = entry.LastStart is AnyStart || (entry.LastStart >= 0 && entry.LastStart <= DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return isTime && isStart ? entry : null;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), LastStart);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), Expires);
        return bytes;
    }

    /// <summary>Both together: reaches as far, and lives as long, as the farther and the longer of the two.</summary>
    public RevocationEntry With(RevocationEntry other) => new(Math.Max(LastStart, other.LastStart), Math.Max(Expires, other.Expires));

    public bool Covers(RevocationEntry other) => With(other) == this;

    public bool Ends(SessionDescriptor session, DateTimeOffset now) =>
        (session.StartedAt?.ToUnixTimeSeconds() ?? 0) <= LastStart && now.ToUnixTimeSeconds() <= Expires;

    /// <summary>The entry as one that names the sessions as this session was named.</summary>
    public SessionRevocation ToRevocation(SessionTargetKind kind, SessionDescriptor session)
    {
        var lastStart = LastStart is AnyStart ? null : (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(LastStart);
        var target = kind switch
        {
            SessionTargetKind.Ticket => SessionTarget.ForTicket(session.TicketId!),
            SessionTargetKind.Session => SessionTarget.ForSession(session.Issuer!, session.SessionId!),
            SessionTargetKind.Subject => SessionTarget.ForSubject(session.Issuer!, session.Subject!, lastStart),
            _ => SessionTarget.ForEmail(session.Issuer!, session.Email!, lastStart),
        };
        return new(target, DateTimeOffset.FromUnixTimeSeconds(Expires));
    }
}
