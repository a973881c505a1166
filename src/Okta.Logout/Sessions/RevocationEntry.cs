using System.Buffers.Binary;

namespace Okta.Logout;

/// <summary>
/// What a revocation list keeps under one key: which sessions it ends, and until when it is needed. Merging takes the maximum, so that neither order nor
/// repetition matters.
/// </summary>
/// <remarks>
/// For stores: the key comes from <see cref="SessionTarget.GetKey"/>, and the keys to look up from <see cref="SessionDescriptor.GetKeys"/>. The default
/// value ends no session.
/// </remarks>
public readonly struct RevocationEntry : IEquatable<RevocationEntry>
{
    /// <summary>A limit that ends every session.</summary>
    internal const long Always = long.MaxValue;

    /// <summary>A limit that ends no session.</summary>
    internal const long Never = -1;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private const byte Version = 2;
    private const int Size = 1 + (3 * sizeof(long));
    private const int SizeWithSpared = Size + sizeof(long) + SessionKey.Size;

    internal RevocationEntry(long startedBefore, long signedInBefore, long othersBefore, SessionKey spared, long expires)
    {
        StartedBefore = startedBefore;
        SignedInBefore = signedInBefore;
        OthersBefore = othersBefore;
        Spared = spared;
        Expires = expires;
    }

    /// <summary>Gets the time from which on a store may drop the entry.</summary>
    /// <value>In whole seconds.</value>
    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds(Math.Min(Expires, LastSecond - 1) + 1);

    /// <summary>Gets the limit by the provider's clock: sessions end that began no later than this second.</summary>
    internal long StartedBefore { get; }

    /// <summary>Gets the limit by the app's clock: sessions end that were signed in no later than this millisecond.</summary>
    internal long SignedInBefore { get; }

    /// <summary>Gets the same limit for all sessions but <see cref="Spared"/>.</summary>
    internal long OthersBefore { get; }

    /// <summary>Gets the key of the ticket that <see cref="OthersBefore"/> spares.</summary>
    internal SessionKey Spared { get; }

    /// <summary>Gets the last second in which the entry counts.</summary>
    internal long Expires { get; }

    private (long, long, long, SessionKey, long) Parts => (StartedBefore, SignedInBefore, OthersBefore, Spared, Expires);

    /// <summary>Gets whether the entry spares a session by name.</summary>
    internal bool Spares => OthersBefore is not Never;

    /// <summary>Tells whether two entries are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(RevocationEntry left, RevocationEntry right) => left.Equals(right);

    /// <summary>Tells whether two entries differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(RevocationEntry left, RevocationEntry right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(RevocationEntry other) => Parts.Equals(other.Parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RevocationEntry other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.GetHashCode();

    /// <summary>Returns the name of the type, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => nameof(RevocationEntry);

    /// <summary>Reads what <see cref="Encode"/> wrote. Parts that a later version of the library appends are ignored.</summary>
    /// <param name="bytes">The bytes; <see langword="null"/> if the store has none.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>Whether the bytes are an entry.</returns>
    public static bool TryDecode(byte[]? bytes, out RevocationEntry entry)
    {
        var decoded = Decode(bytes);
        entry = decoded.GetValueOrDefault();
        return decoded is not null;
    }

    internal static RevocationEntry Of(SessionTarget target, DateTimeOffset expiresAt)
    {
        var started = target.StartedBefore is { } start ? Seconds(start) : Never;
        var signedIn = target.SignedInBefore is { } limit ? Milliseconds(limit) : Never;
        var expires = Seconds(expiresAt);
        if (target.SparedTicketId is { } spared)
            return new(started, Never, signedIn is Never ? Always : signedIn, SessionKey.Of(SessionTarget.ForTicket(spared)), expires);
        return new(started, started is Never && signedIn is Never ? Always : signedIn, Never, default, expires);
    }

    /// <summary>Merges two entries of one key: the result ends what either of them ends, for as long as the longer of the two.</summary>
    /// <param name="other">The other entry.</param>
    /// <returns>The merged entry, equal to one of the two if that covers the other.</returns>
    public RevocationEntry Merge(RevocationEntry other)
    {
        var others = (OthersBefore, Spared.High, Spared.Low).CompareTo((other.OthersBefore, other.Spared.High, other.Spared.Low)) >= 0 ? this : other;
        return new(
            Math.Max(StartedBefore, other.StartedBefore), Math.Max(SignedInBefore, other.SignedInBefore), others.OthersBefore, others.Spared,
            Math.Max(Expires, other.Expires));
    }

    /// <summary>Tells whether another entry adds nothing, so that a store need not write.</summary>
    /// <param name="other">An entry of the same key.</param>
    /// <returns>Whether the merged entry would be this one.</returns>
    public bool Covers(RevocationEntry other) => Merge(other) == this;

    /// <summary>Tells whether the entry ends a session that has its key. An unknown time of the session counts as long ago.</summary>
    /// <param name="session">The session: one of its <see cref="SessionDescriptor.GetKeys">keys</see> is that of the entry.</param>
    /// <param name="now">The time: an entry that has expired ends nothing.</param>
    /// <returns>Whether the session has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    public bool Ends(SessionDescriptor session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (Seconds(now) > Expires)
            return false;
        var signedIn = session.SignedInAt is { } time ? Milliseconds(time) : 0;
        return (session.StartedAt is { } start ? Seconds(start) : 0) <= StartedBefore
            || signedIn <= SignedInBefore
            || (signedIn <= OthersBefore && session.Keys[SessionTargetKind.Ticket] != Spared);
    }

    /// <summary>Writes the entry in a form that later versions of the library can read. It holds nothing of a user.</summary>
    /// <returns>The bytes: 49 at most in this version.</returns>
    public byte[] Encode()
    {
        var bytes = new byte[Spares ? SizeWithSpared : Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), StartedBefore);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), SignedInBefore);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), Expires);
        if (Spares)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Size), OthersBefore);
            Spared.Write(bytes.AsSpan(Size + sizeof(long)));
        }

        return bytes;
    }

    /// <summary>Reads an entry; null if the bytes are not one. Parts that a later version appends are ignored.</summary>
    internal static RevocationEntry? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || bytes[0] < Version)
            return null;
        var hasSpared = bytes.Length >= SizeWithSpared;
        var entry = new RevocationEntry(
            BinaryPrimitives.ReadInt64BigEndian(bytes.Slice(1)), BinaryPrimitives.ReadInt64BigEndian(bytes.Slice(9)),
            hasSpared ? BinaryPrimitives.ReadInt64BigEndian(bytes.Slice(Size)) : Never,
            hasSpared ? SessionKey.Read(bytes.Slice(Size + sizeof(long))) : default,
            BinaryPrimitives.ReadInt64BigEndian(bytes.Slice(17)));
        return entry is { StartedBefore: >= Never, SignedInBefore: >= Never, OthersBefore: >= Never, Expires: >= 0 } ? entry : null;
    }

    private static long Seconds(DateTimeOffset time) => Math.Max(time.ToUnixTimeSeconds(), 0);

    private static long Milliseconds(DateTimeOffset time) => Math.Max(time.ToUnixTimeMilliseconds(), 0);
}
