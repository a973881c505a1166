using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Turns a state into a text that only this app can make and read, for this one purpose.</summary>
internal sealed partial class LogoutStateProtector(IDataProtectionProvider dataProtection, ILogger<LogoutStateProtector> logger)
{
    private const int NonceSize = 16;
    private const int MaxLength = 8 * 1024;

    private readonly IDataProtector _protector = dataProtection.CreateProtector("Okta.Logout.AspNetCore.LogoutState.v1");

    public static string CreateNonce() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(NonceSize));

    /// <summary>Returns null where the keys cannot be had: a sign-out goes on without, and its user returns to the default page.</summary>
    public string? Protect(LogoutState state)
    {
        var payload = new byte[NonceSize + sizeof(long) + Encoding.UTF8.GetByteCount(state.ReturnUrl)];
        WebEncoders.Base64UrlDecode(state.Nonce).CopyTo(payload, 0);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(NonceSize), state.ExpiresAt.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(state.ReturnUrl, payload.AsSpan(NonceSize + sizeof(long)));
        try
        {
            return WebEncoders.Base64UrlEncode(_protector.Protect(payload));
        }
        catch (Exception exception)
        {
            Log.KeysUnavailable(logger, exception.GetType().Name);
            return null;
        }
    }

    /// <summary>Returns null for whatever this app did not make.</summary>
    public LogoutState? Unprotect(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return null;
        try
        {
            var payload = _protector.Unprotect(WebEncoders.Base64UrlDecode(text)).AsSpan();
            if (payload.Length < NonceSize + sizeof(long))
                return null;
            var expiresAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(payload[NonceSize..]));
            return new(WebEncoders.Base64UrlEncode(payload[..NonceSize]), expiresAt, Encoding.UTF8.GetString(payload[(NonceSize + sizeof(long))..]));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
        catch (Exception exception)
        {
            Log.KeysUnavailable(logger, exception.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6301, LogLevel.Error, "OL6301: The Data Protection keys cannot be used ({ExceptionType}): users return from Okta to the default page.")]
        public static partial void KeysUnavailable(ILogger logger, string exceptionType);
    }
}
