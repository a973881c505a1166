using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Okta.Logout;

/// <summary>A key of fixed size for a target: half of a SHA-256 hash of its parts, each with its length before it, so that different targets have different keys.</summary>
/// <remarks>A key reveals nothing of the user. A store uses <see cref="ToString"/>.</remarks>
public readonly struct SessionKey : IEquatable<SessionKey>
{
    /// <summary>How many bytes a key takes.</summary>
    internal const int Size = 2 * sizeof(ulong);

    /// <summary>The value of the target that names everyone.</summary>
    internal const string EveryoneValue = "*";

    private const int TokenMark = 0x80;
    private const int UserMark = 0x81;
    private const int HeaderSize = 2 * sizeof(int);

    internal SessionKey(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>Gets the key that every session has.</summary>
    internal static SessionKey Everyone { get; } = Of(SessionTargetKind.Everyone, issuer: null, EveryoneValue);

    internal ulong High { get; }

    internal ulong Low { get; }

    /// <summary>Tells whether two keys are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(SessionKey left, SessionKey right) => left.Equals(right);

    /// <summary>Tells whether two keys differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SessionKey left, SessionKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SessionKey other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SessionKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (High, Low).GetHashCode();

    internal static SessionKey Of(SessionTarget target) => Of(target.Kind, target.Issuer, target.Value);

    /// <summary>The key by which targets of this kind would name the session, or null if they cannot.</summary>
    internal static SessionKey? Of(SessionTargetKind kind, SessionDescriptor session)
    {
        if (kind is SessionTargetKind.Everyone)
            return Everyone;
        var value = kind switch
        {
            SessionTargetKind.Ticket => session.TicketId,
            SessionTargetKind.Session => session.SessionId,
            SessionTargetKind.Subject => session.Subject,
            _ => session.Email,
        };
        var issuer = kind is SessionTargetKind.Ticket ? null : session.Issuer;
        if (string.IsNullOrEmpty(value) || (issuer is null && kind is not SessionTargetKind.Ticket))
            return null;
        return Of(kind, issuer, value!);
    }

    /// <summary>The key of a token's id, which no target has.</summary>
    internal static SessionKey OfToken(string issuer, string tokenId)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        return Of(TokenMark, issuer, tokenId, ignoresCase: false);
    }

    /// <summary>The key of a user, which no target has.</summary>
    internal static SessionKey OfUser(string issuer, string name) => Of(UserMark, issuer, name, ignoresCase: false);

    /// <summary>A random key that cannot be guessed.</summary>
    internal static SessionKey CreateRandom() => Read(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Returns the key as text.</summary>
    /// <returns>32 hexadecimal digits.</returns>
    public override string ToString() => $"{High:x16}{Low:x16}";

    internal static SessionKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(sizeof(ulong))));

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, High);
        BinaryPrimitives.WriteUInt64LittleEndian(destination.Slice(sizeof(ulong)), Low);
    }

    private static SessionKey Of(SessionTargetKind kind, string? issuer, string value) =>
        Of((int)kind, issuer ?? "", value, ignoresCase: kind is SessionTargetKind.Email);

    private static SessionKey Of(int mark, string issuer, string value, bool ignoresCase)
    {
        var size = HeaderSize + sizeof(char) * (issuer.Length + value.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, mark);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(sizeof(int)), issuer.Length);
            // Hashes the characters themselves, because an encoder would replace all that it cannot encode by the same character.
            var characters = MemoryMarshal.Cast<byte, char>(buffer.AsSpan(HeaderSize, size - HeaderSize));
            issuer.AsSpan().CopyTo(characters);
            if (ignoresCase)
                value.AsSpan().ToUpperInvariant(characters.Slice(issuer.Length));
            else
                value.AsSpan().CopyTo(characters.Slice(issuer.Length));
            return Digest(buffer, size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static SessionKey Digest(byte[] buffer, int length)
    {
#if NETSTANDARD2_0
        using var sha256 = SHA256.Create();
        var digest = sha256.ComputeHash(buffer, 0, length).AsSpan();
#else
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), digest);
#endif
        return Read(digest);
    }
}
