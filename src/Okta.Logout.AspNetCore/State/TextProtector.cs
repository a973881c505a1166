using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Creates texts that only this app can create and read, each for one purpose. If the keys cannot be used, the sign-out goes on without.</summary>
internal sealed partial class TextProtector(IDataProtectionProvider dataProtection, LogThrottle throttle, ILogger<TextProtector> logger)
{
    /// <summary>Returns null if the keys cannot be used.</summary>
    public string? Protect(string purpose, byte[] payload)
    {
        try
        {
            return WebEncoders.Base64UrlEncode(dataProtection.CreateProtector(purpose).Protect(payload));
        }
        catch (Exception exception)
        {
            LogUnavailable(exception);
            return null;
        }
    }

    /// <summary>Returns null for a text that this app did not create for this purpose.</summary>
    public byte[]? Unprotect(string purpose, string text)
    {
        try
        {
            return dataProtection.CreateProtector(purpose).Unprotect(WebEncoders.Base64UrlDecode(text));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogUnavailable(exception);
            return null;
        }
    }

    private void LogUnavailable(Exception exception)
    {
        if (throttle.Allows(nameof(TextProtector), "OL6301", out var suppressed))
            Log.KeysUnavailable(logger, exception.GetType().Name, suppressed);
    }

    private static partial class Log
    {
        [LoggerMessage(6301, LogLevel.Error, "OL6301: The Data Protection keys cannot be used ({ExceptionType}), so users return from Okta to the default page. Look at the store of the keys. Similar events since the previous line: {Suppressed}.")]
        public static partial void KeysUnavailable(ILogger logger, string exceptionType, int suppressed);
    }
}
