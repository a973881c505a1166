using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Okta.Logout;

/// <summary>A fixed-size name for a target: half a SHA-256 of its length-prefixed parts, so that no value can forge another's.</summary>
internal readonly record struct SessionKey(ulong High, ulong Low)
{
    /// <summary>How many bytes a key takes.</summary>
    public const int Size = 2 * sizeof(ulong);

    private const int TokenMark = 0x80;
    private const int HeaderSize = 2 * sizeof(int);

    public static SessionKey Of(SessionTarget target) => Of(target.Kind, target.Issuer, target.Value);

    /// <summary>The key by which targets of this kind would name the session, or null where they cannot.</summary>
    public static SessionKey? Of(SessionTargetKind kind, SessionDescriptor session)
    {
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
    public static SessionKey OfToken(string issuer, string tokenId)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        return Of(TokenMark, issuer, tokenId, ignoresCase: false);
    }

    public static SessionKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(sizeof(ulong))));

    public void Write(Span<byte> destination)
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
            // The characters as they are: an encoder would make one of all that it cannot encode.
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
