namespace Okta.Logout;

/// <summary>Writes and reads the records of a log. A node keeps of a newer version's record what it understands, and passes over the rest.</summary>
internal static class RevocationLogCodec
{
    private const byte Version = 1;
    private const int HeaderSize = 2;
    private const byte EntryMark = 1;
    private const byte UnconfirmedMark = 2;
    private const byte HeartbeatMark = 3;

    private static readonly byte[] HeartbeatData = [Version, HeartbeatMark];

    public static RevocationLogRecord Write(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        var encoded = entry.Encode();
        var data = new byte[HeaderSize + 1 + SessionKey.Size + encoded.Length];
        WriteHeader(data, EntryMark);
        data[HeaderSize] = (byte)kind;
        key.Write(data.AsSpan(HeaderSize + 1));
        encoded.CopyTo(data, HeaderSize + 1 + SessionKey.Size);
        return new(data, entry.ExpiresAt, RevocationLogRecordKind.Entry);
    }

    public static RevocationLogRecord Write(UnconfirmedEntry entry)
    {
        var data = new byte[HeaderSize + UnconfirmedEntry.Size];
        WriteHeader(data, UnconfirmedMark);
        entry.Write(data.AsSpan(HeaderSize));
        return new(data, entry.ToEntry().ExpiresAt, RevocationLogRecordKind.Unconfirmed);
    }

    public static RevocationLogRecord Heartbeat(DateTimeOffset now) => new(HeartbeatData, now, RevocationLogRecordKind.Heartbeat);

    /// <summary>Reads a record into a list.</summary>
    /// <returns>Whether it was understood.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, IRevocationLogTarget target)
    {
        if (data.Length < HeaderSize || data[0] < Version)
            return false;
        var body = data.Slice(HeaderSize);
        switch (data[1])
        {
            case EntryMark when body.Length > 1 + SessionKey.Size && body[0] <= (byte)SessionTargetKind.Everyone:
                if (RevocationEntry.Decode(body.Slice(1 + SessionKey.Size)) is not { } entry)
                    return false;
                target.Add((SessionTargetKind)body[0], SessionKey.Read(body.Slice(1)), entry);
                return true;
            case UnconfirmedMark when body.Length >= UnconfirmedEntry.Size:
                target.Add(UnconfirmedEntry.Read(body));
                return true;
            case HeartbeatMark:
                target.Beat();
                return true;
            default:
                return false;
        }
    }

    private static void WriteHeader(byte[] data, byte mark)
    {
        data[0] = Version;
        data[1] = mark;
    }
}
