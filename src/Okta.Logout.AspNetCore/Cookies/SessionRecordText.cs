using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// A record as one text of parts: a letter, the length of the value, and the value, so that no value can be taken for another part. A
/// version may add parts, and keeps those that it does not know.
/// </summary>
internal static class SessionRecordText
{
    private const char TicketId = 't';
    private const char Issuer = 'i';
    private const char Subject = 's';
    private const char SessionId = 'd';
    private const char Email = 'e';
    private const char StartedAt = 'b';
    private const char SignedInAt = 'a';
    private const char Scheme = 'o';
    private const char RefreshToken = 'r';
    private const char Owner = 'w';
    private const char AuthenticatedAt = 'u';
    private const char EndsAt = 'x';
    private const char LastSeenAt = 'l';
    private const char VerifiedAt = 'v';
    private const char Keys = 'k';
    private const char LengthEnd = ':';

    private const int KeysSize = SessionKeys.Kinds * SessionKey.Size;

    public static string Write(SessionRecord record)
    {
        var session = record.Session;
        var text = new StringBuilder(512);
        Append(text, TicketId, session.TicketId);
        Append(text, Issuer, session.Issuer);
        Append(text, Subject, session.Subject);
        Append(text, SessionId, session.SessionId);
        Append(text, Email, session.Email);
        Append(text, StartedAt, session.StartedAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        Append(text, SignedInAt, Milliseconds(session.SignedInAt));
        Append(text, Scheme, record.OpenIdConnectScheme);
        Append(text, RefreshToken, record.RefreshToken);
        Append(text, Owner, record.Owner);
        Append(text, AuthenticatedAt, Milliseconds(record.AuthenticatedAt));
        Append(text, EndsAt, Milliseconds(record.EndsAt));
        Append(text, LastSeenAt, Milliseconds(record.LastSeenAt));
        Append(text, VerifiedAt, Milliseconds(record.VerifiedAt));
        Append(text, Keys, WriteKeys(session));
        return text.Append(record.OtherParts).ToString();
    }

    /// <summary>Reads a record; null if the text is not one.</summary>
    public static SessionRecord? Read(string text)
    {
        var parts = new Parts();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var start = rest;
            var name = rest[0];
            if (!TryReadValue(ref rest, out var value))
                return null;
            parts.Set(name, value, start[..^rest.Length]);
        }

        return parts.ToRecord();
    }

    private static string? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, char name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(name).Append(CultureInfo.InvariantCulture, $"{value.Length}").Append(LengthEnd).Append(value);
    }

    private static bool TryReadValue(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> value)
    {
        value = [];
        var end = rest.IndexOf(LengthEnd);
        if (end < 1 || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > rest.Length - end - 1)
            return false;
        value = rest.Slice(end + 1, length);
        rest = rest[(end + 1 + length)..];
        return true;
    }

    // The keys are kept because they are digests, which are expensive to compute on each request.
    private static string WriteKeys(SessionDescriptor session)
    {
        Span<byte> keys = stackalloc byte[KeysSize];
        for (var kind = SessionTargetKind.Ticket; kind < SessionTargetKind.Everyone; kind++)
            (session.Keys[kind] ?? default).Write(keys[((int)kind * SessionKey.Size)..]);
        return Base64Url.EncodeToString(keys);
    }

    private static SessionKeys? ReadKeys(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[KeysSize];
        if (!Base64Url.IsValid(text, out var length) || length != KeysSize)
            return null;
        Base64Url.DecodeFromChars(text, bytes);
        var keys = new SessionKey[SessionKeys.Kinds];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = SessionKey.Read(bytes[(i * SessionKey.Size)..]);
        return new(keys);
    }

    /// <summary>The parts of one text.</summary>
    private struct Parts
    {
        private string? _ticketId;
        private string? _issuer;
        private string? _subject;
        private string? _sessionId;
        private string? _email;
        private string? _scheme;
        private string? _refreshToken;
        private string? _owner;
        private DateTimeOffset? _startedAt;
        private DateTimeOffset? _signedInAt;
        private DateTimeOffset? _authenticatedAt;
        private DateTimeOffset? _endsAt;
        private DateTimeOffset? _lastSeenAt;
        private DateTimeOffset? _verifiedAt;
        private SessionKeys? _keys;
        private string? _others;

        public void Set(char name, ReadOnlySpan<char> value, ReadOnlySpan<char> part)
        {
            switch (name)
            {
                case TicketId: _ticketId = value.ToString(); break;
                case Issuer: _issuer = value.ToString(); break;
                case Subject: _subject = value.ToString(); break;
                case SessionId: _sessionId = value.ToString(); break;
                case Email: _email = value.ToString(); break;
                case Scheme: _scheme = value.ToString(); break;
                case RefreshToken: _refreshToken = value.ToString(); break;
                case Owner: _owner = value.ToString(); break;
                case StartedAt: _startedAt = ReadTime(value, TimeSpan.TicksPerSecond); break;
                case SignedInAt: _signedInAt = ReadTime(value, TimeSpan.TicksPerMillisecond); break;
                case AuthenticatedAt: _authenticatedAt = ReadTime(value, TimeSpan.TicksPerMillisecond); break;

                // An end that cannot be read is no reason to go on without one.
                case EndsAt: _endsAt = ReadTime(value, TimeSpan.TicksPerMillisecond) ?? SessionExpiry.Over; break;
                case LastSeenAt: _lastSeenAt = ReadTime(value, TimeSpan.TicksPerMillisecond); break;
                case VerifiedAt: _verifiedAt = ReadTime(value, TimeSpan.TicksPerMillisecond); break;
                case Keys: _keys = ReadKeys(value); break;
                default: _others = string.Concat(_others, part); break;
            }
        }

        public readonly SessionRecord? ToRecord() => string.IsNullOrEmpty(_ticketId) ? null : new(Session())
        {
            OpenIdConnectScheme = _scheme,
            RefreshToken = _refreshToken,
            Owner = _owner,
            AuthenticatedAt = _authenticatedAt,
            EndsAt = _endsAt,
            LastSeenAt = _lastSeenAt,
            VerifiedAt = _verifiedAt,
            OtherParts = _others ?? "",
        };

        private readonly SessionDescriptor Session() => new SessionDescriptor
        {
            TicketId = _ticketId,
            Issuer = _issuer,
            Subject = _subject,
            SessionId = _sessionId,
            Email = _email,
            StartedAt = _startedAt,
            SignedInAt = _signedInAt,
        }.WithKeys(_keys);

        // A time out of range counts as unknown, and so as long ago.
        private static DateTimeOffset? ReadTime(ReadOnlySpan<char> text, long unit)
        {
            var isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count <= (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / unit;
            return isTime ? DateTimeOffset.UnixEpoch.AddTicks(count * unit) : null;
        }
    }
}
