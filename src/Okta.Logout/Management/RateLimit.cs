using System.Globalization;

namespace Okta.Logout;

/// <summary>Reads how long Okta asks to wait after a 429, by its own clock: the app's may differ.</summary>
internal static class RateLimit
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    public static TimeSpan WaitOf(HttpResponseMessage response, TimeProvider timeProvider)
    {
        var now = response.Headers.Date ?? timeProvider.GetUtcNow();
        var wait = RetryAfter.Of(response, timeProvider) ?? ResetOf(response) - now ?? Least;

        // A time in the past would mean no pause at all. Okta's windows are a minute long, so a later time is not one.
        return wait < Least ? Least : wait > Most ? Most : wait;
    }

    // With a limit of 0, too many requests are being served at once, and the time is only a guess.
    private static DateTimeOffset? ResetOf(HttpResponseMessage response) =>
        Number(response, "X-Rate-Limit-Limit") is not 0 && Number(response, "X-Rate-Limit-Reset") is { } seconds and > 0 and < int.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
