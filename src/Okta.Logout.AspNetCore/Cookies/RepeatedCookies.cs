using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// The cookies that a browser sends more than once under one name, as it does where the app had another path or domain for its cookie before. ASP.NET Core
/// reads the last one; after that one is deleted, the next would sign the user in.
/// </summary>
internal static class RepeatedCookies
{
    // A page can set many cookies for paths of its own: reading them must not take long.
    private const int MostOfOneName = 8;

    /// <summary>Returns the cookies of a request as if the last one of each repeated name had not come, then the last two, and so on.</summary>
    public static IReadOnlyList<IRequestCookiesFeature> Of(HttpRequest request)
    {
        var byName = PairsOf(request).ToLookup(pair => pair.Name, pair => pair.Pair, StringComparer.OrdinalIgnoreCase);
        var most = byName.Select(pairs => pairs.Count()).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1, Math.Clamp(most - 1, 0, MostOfOneName - 1)).Select(skipped => Without(byName, skipped))];
    }

    // The chunks of one cookie are sent in the same order as those of the other.
    private static RequestCookiesFeature Without(ILookup<string, string> byName, int skipped)
    {
        var pairs = byName.Select(pairs => pairs.ElementAt(Math.Max(0, pairs.Count() - 1 - skipped)));
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Headers = new HeaderDictionary { [HeaderNames.Cookie] = string.Join("; ", pairs) } });
        return new(features);
    }

    private static IEnumerable<(string Name, string Pair)> PairsOf(HttpRequest request) =>
        from header in request.Headers.Cookie
        where header is not null
        from pair in header.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        select (pair.Split('=', 2)[0], pair);
}
