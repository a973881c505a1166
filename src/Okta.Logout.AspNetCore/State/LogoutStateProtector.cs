using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore;

/// <summary>Converts a state to a text that only this app can create and read.</summary>
internal sealed class LogoutStateProtector(TextProtector protector)
{
    private const string Purpose = "Okta.Logout.AspNetCore.LogoutState.v1";
    private const int NonceSize = 16;
    private const int PayloadSize = NonceSize + sizeof(long);
    private const int MaxLength = 1024;

    public static string CreateNonce() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(NonceSize));

    /// <summary>Returns null if the keys cannot be used. A sign-out then goes on without a state, and its user returns to the default page.</summary>
    public string? Protect(LogoutState state)
    {
        var payload = new byte[PayloadSize];
        WebEncoders.Base64UrlDecode(state.Nonce).CopyTo(payload, 0);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(NonceSize), state.ExpiresAt.ToUnixTimeSeconds());
        return protector.Protect(Purpose, payload);
    }

    /// <summary>Returns null for a text that this app did not create.</summary>
    public LogoutState? Unprotect(string text)
    {
        if (text.Length is 0 or > MaxLength || protector.Unprotect(Purpose, text) is not { Length: PayloadSize } payload)
            return null;
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(payload.AsSpan(NonceSize));
        return seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? null
            : new(WebEncoders.Base64UrlEncode(payload.AsSpan(0, NonceSize)), DateTimeOffset.FromUnixTimeSeconds(seconds));
    }
}
