using System.Buffers.Binary;

namespace Okta.Logout.Testing;

/// <summary>Records that differ from one another. Their bytes mean nothing: a log does not look into them.</summary>
internal static class SomeRecords
{
    private const int Size = 60;

    private static long _last;

    /// <summary>Makes records that the log has to keep.</summary>
    public static IReadOnlyList<RevocationLogRecord> Live(int count) => Of(count, TimeSpan.FromDays(14));

    /// <summary>Makes records that the log may drop.</summary>
    public static IReadOnlyList<RevocationLogRecord> Expired(int count) => Of(count, TimeSpan.FromDays(-1));

    public static RevocationLogRecord Of(RevocationLogRecordKind kind) => new(Data(), TimeProvider.System.GetUtcNow().AddDays(14), kind);

    private static IReadOnlyList<RevocationLogRecord> Of(int count, TimeSpan lifetime)
    {
        var end = TimeProvider.System.GetUtcNow() + lifetime;
        return [.. Enumerable.Range(0, count).Select(_ => new RevocationLogRecord(Data(), end, RevocationLogRecordKind.Entry))];
    }

    private static byte[] Data()
    {
        var data = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(data, Interlocked.Increment(ref _last));
        return data;
    }
}
