namespace Okta.Logout;

/// <summary>Reads how long a busy server asks clients to wait (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if ((int)response.StatusCode is not (429 or 503) || response.Headers.RetryAfter is not { } asked)
            return null;
        return asked.Delta ?? asked.Date - timeProvider.GetUtcNow();
    }
}
