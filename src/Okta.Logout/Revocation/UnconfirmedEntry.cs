using System.Buffers.Binary;

namespace Okta.Logout;

/// <summary>An entry for one session of an issuer, caused by a request that anybody can send. It takes 32 bytes, in memory and in a shared cache.</summary>
/// <param name="Key">The key of the session.</param>
/// <param name="SignedInBefore">As in <see cref="RevocationEntry"/>.</param>
/// <param name="Expires">The last second in which the entry counts.</param>
/// <param name="Network">Where the request came from: a digest of the network, zero where it is not known.</param>
internal readonly record struct UnconfirmedEntry(SessionKey Key, long SignedInBefore, uint Expires, uint Network)
{
    /// <summary>How many bytes an entry takes.</summary>
    public const int Size = SessionKey.Size + sizeof(long) + (2 * sizeof(uint));

    public static UnconfirmedEntry Of(SessionRevocation revocation)
    {
        var entry = revocation.ToEntry();
        return new(SessionKey.Of(revocation.Target), entry.SignedInBefore, (uint)Math.Min(entry.Expires, uint.MaxValue), revocation.Target.SenderNetwork);
    }

    /// <summary>Converts it to an ordinary entry of the list.</summary>
    public RevocationEntry ToEntry() => new(RevocationEntry.Never, SignedInBefore, RevocationEntry.Never, default, Expires);

    /// <summary>Merges two entries, as in the list. The result has the network of the other entry, which is newer.</summary>
    public UnconfirmedEntry With(UnconfirmedEntry newer) =>
        newer with { SignedInBefore = Math.Max(SignedInBefore, newer.SignedInBefore), Expires = Math.Max(Expires, newer.Expires) };

    /// <summary>The ordinary revocation that it becomes when its session is seen.</summary>
    public SessionRevocation Confirm(SessionDescriptor session)
    {
        var target = SessionTarget.ForSession(session.Issuer!, session.SessionId!);
        if (SignedInBefore is not RevocationEntry.Always)
            target = target.At(DateTimeOffset.FromUnixTimeMilliseconds(SignedInBefore));
        return new(target, DateTimeOffset.FromUnixTimeSeconds(Expires));
    }

    public static UnconfirmedEntry Read(ReadOnlySpan<byte> bytes) => new(
        SessionKey.Read(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.Slice(16)), BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(24)),
        BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(28)));

    public void Write(Span<byte> destination)
    {
        Key.Write(destination);
        BinaryPrimitives.WriteInt64BigEndian(destination.Slice(16), SignedInBefore);
        BinaryPrimitives.WriteUInt32BigEndian(destination.Slice(24), Expires);
        BinaryPrimitives.WriteUInt32BigEndian(destination.Slice(28), Network);
    }
}
