using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Keeps a pending sign-out for the page load of <c>GET /signout/continue</c> that continues it. The cookie is protected, hidden from scripts, and for that
/// path only. A library that has taken a form over could follow neither a form nor a redirect to Okta, and must not see the ID token.
/// </summary>
internal sealed partial class PendingSignOutCookie(
    TextProtector protector, PublicAddress publicAddress, TimeProvider timeProvider, ILogger<PendingSignOutCookie> logger)
{
    private const string Name = ".Okta.Logout.Continue";
    private const string Purpose = "Okta.Logout.AspNetCore.PendingSignOut.v1";

    // Kestrel allows 32 KB for all headers of a request.
    private const int MaxLength = 16 * 1024;

    private readonly ChunkingCookieManager _cookies = new();

    /// <summary>Returns the path at which the sign-out continues; null if it cannot be kept, because it is too long or the keys cannot be used.</summary>
    public string? Write(HttpContext context, PendingSignOut pending)
    {
        if (publicAddress.ContinuePath(context) is not { } path)
            return null;
        var value = protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(pending, PendingSignOutJsonContext.Default.PendingSignOut));
        if (value?.Length > MaxLength)
            Log.TooLong(logger);
        if (value is not { Length: <= MaxLength })
            return null;
        ForgetEarlier(context.Response);
        var cookie = Options(context, path);
        cookie.MaxAge = pending.ExpiresAt - timeProvider.GetUtcNow();
        _cookies.AppendResponseCookie(context, Name, value, cookie);
        return path;
    }

    /// <summary>Returns the next request, and keeps those after it; null if nothing is pending.</summary>
    public PendingSignOut? Consume(HttpContext context)
    {
        if (publicAddress.ContinuePath(context) is not { } path || _cookies.GetRequestCookie(context, Name) is not { } value)
            return null;
        _cookies.DeleteCookie(context, Name, Options(context, path));
        if (Read(value) is not { } pending || pending.ExpiresAt <= timeProvider.GetUtcNow())
            return null;
        if (pending.AfterFirst() is { IsOver: false } rest)
            Write(context, rest);
        return pending;
    }

    // If a response set the cookie twice, chunks of the longer one would remain.
    private static void ForgetEarlier(HttpResponse response)
    {
        var others = response.Headers.SetCookie.Where(cookie => cookie?.StartsWith(Name, StringComparison.Ordinal) is not true).ToArray();
        if (others.Length != response.Headers.SetCookie.Count)
            response.Headers.SetCookie = others;
    }

    private PendingSignOut? Read(string value)
    {
        if (protector.Unprotect(Purpose, value) is not { } payload)
            return null;
        try
        {
            return JsonSerializer.Deserialize(payload, PendingSignOutJsonContext.Default.PendingSignOut);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException)
        {
            // Written by another version of the library.
            return null;
        }
    }

    // Lax, because between two logout requests the browser comes from another site.
    private CookieOptions Options(HttpContext context, string path) =>
        new() { Path = path, HttpOnly = true, IsEssential = true, Secure = publicAddress.IsHttps(context), SameSite = SameSiteMode.Lax };

    private static partial class Log
    {
        [LoggerMessage(7005, LogLevel.Warning, "OL7005: The ID tokens of a sign-out are too long for a cookie, so the user is told that a session at the provider may still be open. Keep htmx, Turbo or Blazor from taking the sign-out form over, and shorten the ID tokens.")]
        public static partial void TooLong(ILogger logger);
    }
}
