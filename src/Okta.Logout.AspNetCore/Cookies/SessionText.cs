using System.Buffers.Text;
using System.Globalization;

namespace Okta.Logout.AspNetCore;

/// <summary>A session as one text: its parts, each behind its length, so that none can pass for another; then its keys, which are dear to compute.</summary>
internal static class SessionText
{
    private const char Version = '1';
    private const char LengthEnd = ':';

    private static readonly SessionTargetKind[] Kinds = Enum.GetValues<SessionTargetKind>();
    private static readonly int KeysSize = Kinds.Length * SessionKey.Size;

    /// <summary>Writes a session, and the OpenID Connect scheme that began it where that is not known from elsewhere.</summary>
    public static string Write(SessionDescriptor session, string? scheme)
    {
        string?[] parts =
        [
            session.TicketId, session.Issuer, session.Subject, session.SessionId, session.Email, Seconds(session.StartedAt), Seconds(session.RenewedAt), scheme,
        ];
        Span<byte> keys = stackalloc byte[KeysSize];
        foreach (var kind in Kinds)
            (session.Keys[kind] ?? default).Write(keys[((int)kind * SessionKey.Size)..]);
        return Version + string.Concat(parts.Select(part => $"{part?.Length ?? 0}{LengthEnd}{part}")) + Base64Url.EncodeToString(keys);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for everything else, such as the text of another version.</summary>
    public static (SessionDescriptor Session, string? Scheme)? Read(string text)
    {
        if (text is not [Version, ..])
            return null;
        var rest = text.AsSpan(1);
        if (!TryReadPart(ref rest, out var ticketId) || ticketId is null || !TryReadPart(ref rest, out var issuer) || !TryReadPart(ref rest, out var subject)
            || !TryReadPart(ref rest, out var sessionId) || !TryReadPart(ref rest, out var email) || !TryReadTime(ref rest, out var startedAt)
            || !TryReadTime(ref rest, out var renewedAt) || !TryReadPart(ref rest, out var scheme) || ReadKeys(rest) is not { } keys)
        {
            return null;
        }

        var session = new SessionDescriptor
        {
            TicketId = ticketId,
            Issuer = issuer,
            Subject = subject,
            SessionId = sessionId,
            Email = email,
            StartedAt = startedAt,
            RenewedAt = renewedAt,
            Keys = keys,
        };
        return (session, scheme);
    }

    private static string? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, out string? part)
    {
        if (!TryTakePart(ref rest, out var characters))
        {
            part = null;
            return false;
        }

        part = characters.IsEmpty ? null : characters.ToString();
        return true;
    }

    private static bool TryReadTime(ref ReadOnlySpan<char> rest, out DateTimeOffset? time)
    {
        time = null;
        if (!TryTakePart(ref rest, out var characters))
            return false;
        if (characters.IsEmpty)
            return true;
        if (!long.TryParse(characters, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> part)
    {
        part = [];
        var end = rest.IndexOf(LengthEnd);
        if (end < 0 || !int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > rest.Length - end - 1)
            return false;
        part = rest.Slice(end + 1, length);
        rest = rest[(end + 1 + length)..];
        return true;
    }

    private static SessionKeys? ReadKeys(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[KeysSize];
        if (!Base64Url.IsValid(text, out var length) || length != KeysSize)
            return null;
        Base64Url.DecodeFromChars(text, bytes);
        var keys = new SessionKey[Kinds.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = SessionKey.Read(bytes[(i * SessionKey.Size)..]);
        return new(keys);
    }
}
