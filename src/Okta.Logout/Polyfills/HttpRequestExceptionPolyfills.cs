namespace Okta.Logout;

internal static class HttpRequestExceptionPolyfills
{
    /// <summary>What went wrong, as far as the platform tells it in code.</summary>
    public static string? ErrorName(this HttpRequestException exception) =>
#if NETSTANDARD2_0
        null;
#else
        exception.HttpRequestError is HttpRequestError.Unknown ? null : exception.HttpRequestError.ToString();
#endif
}
