using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser's cookies of one host: with paths, expiry and Secure.</summary>
internal sealed class CookieJar(TimeProvider clock)
{
    private readonly Dictionary<(string Name, string Path), Entry> _entries = [];

    public IReadOnlyCollection<string> Names => [.. Live.Select(entry => entry.Key.Name)];

    private IEnumerable<KeyValuePair<(string Name, string Path), Entry>> Live =>
        _entries.Where(entry => entry.Value.Expires is not { } expires || expires > clock.GetUtcNow());

    public string? HeaderFor(Uri url)
    {
        var pairs = Live
            .Where(entry => IsBelow(url.AbsolutePath, entry.Key.Path) && (url.Scheme == Uri.UriSchemeHttps || !entry.Value.IsSecure))
            .Select(entry => $"{entry.Key.Name}={entry.Value.Value}")
            .ToList();
        return pairs.Count == 0 ? null : string.Join("; ", pairs);
    }

    public void Take(HttpResponseMessage response, Uri url)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var headers))
            return;
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. headers]))
        {
            var key = (cookie.Name.ToString(), cookie.Path.HasValue ? cookie.Path.ToString() : url.AbsolutePath[..url.AbsolutePath.LastIndexOf('/')]);
            var expires = cookie.MaxAge is { } maxAge ? clock.GetUtcNow() + maxAge : cookie.Expires;
            _entries[key] = new(cookie.Value.ToString(), expires, cookie.Secure);
        }
    }

    /// <summary>The value of a cookie, or null where there is none (any more).</summary>
    public string? Find(string name) => Live.Where(entry => entry.Key.Name == name).Select(entry => entry.Value.Value).FirstOrDefault();

    public CookieJar Copy()
    {
        var copy = new CookieJar(clock);
        foreach (var (key, entry) in _entries)
            copy._entries[key] = entry;
        return copy;
    }

    private static bool IsBelow(string path, string cookiePath) =>
        path == cookiePath || path.StartsWith(cookiePath.TrimEnd('/') + "/", StringComparison.Ordinal);

    private sealed record Entry(string Value, DateTimeOffset? Expires, bool IsSecure);
}
