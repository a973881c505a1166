using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Okta.Logout.AspNetCore;

/// <summary>Writes and reads records of live sessions, which only this app can read.</summary>
internal sealed class LiveSessionRecords(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("Okta.Logout.AspNetCore.LiveSession.v1");

    public byte[] Write(LiveSessionRecord record) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(record, LiveSessionRecordJsonContext.Default.LiveSessionRecord));

    /// <summary>Returns the record and its session; null if it is foreign, damaged, or was written with keys that are gone.</summary>
    public (LiveSessionRecord Record, SessionRecord Session)? Read(byte[] data)
    {
        try
        {
            var record = JsonSerializer.Deserialize(_protector.Unprotect(data), LiveSessionRecordJsonContext.Default.LiveSessionRecord);
            return record is not null && SessionRecordText.Read(record.Session) is { } session ? (record, session) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
