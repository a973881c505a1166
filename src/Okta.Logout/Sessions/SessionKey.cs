using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Okta.Logout;

/// <summary>A fixed-size name for a target: half a SHA-256 of its length-prefixed parts, so that no value can forge another's.</summary>
internal readonly record struct SessionKey(ulong High, ulong Low)
{
    private const byte TokenMark = 0x80;

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
        return Of(TokenMark, issuer, tokenId);
    }

    private static SessionKey Of(SessionTargetKind kind, string? issuer, string value) =>
        Of((byte)kind, issuer ?? "", kind is SessionTargetKind.Email ? value.ToLowerInvariant() : value);

    private static SessionKey Of(byte mark, string issuer, string value)
    {
        var size = 1 + 4 + Encoding.UTF8.GetMaxByteCount(issuer.Length) + Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            buffer[0] = mark;
            var issuerLength = Encoding.UTF8.GetBytes(issuer, 0, issuer.Length, buffer, 5);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(1), issuerLength);
            var length = 5 + issuerLength + Encoding.UTF8.GetBytes(value, 0, value.Length, buffer, 5 + issuerLength);
            return Digest(buffer, length);
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
        return new(BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest.Slice(8)));
    }
}
