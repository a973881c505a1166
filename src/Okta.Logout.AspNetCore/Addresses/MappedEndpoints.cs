using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>The endpoints that <c>MapOktaLogout</c> has mapped. Complete when the host has started.</summary>
internal sealed class MappedEndpoints(EndpointDataSource endpoints)
{
    private volatile Cache? _cache;

    public IReadOnlyList<RouteEndpoint> All => Current.Own;

    /// <summary>Gets the endpoints that others have mapped.</summary>
    public IEnumerable<RouteEndpoint> Others => Current.Source.OfType<RouteEndpoint>().Except(All);

    public IEnumerable<(AddressToRegister Address, string Path)> ToRegister =>
        from endpoint in All
        let address = endpoint.Metadata.GetMetadata<AddressToRegister>()
        where address is not null
        select (address, PathOf(endpoint));

    // Cached for sign-outs, because the list of an app's endpoints can be long, and changes only if the app adds some at run time.
    private Cache Current => _cache is { } cache && ReferenceEquals(cache.Source, endpoints.Endpoints) ? cache : _cache = new(endpoints.Endpoints);

    public RouteEndpoint? Find(string endpointName)
    {
        foreach (var endpoint in All)
        {
            if (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == endpointName)
                return endpoint;
        }

        return null;
    }

    /// <summary>The path below the path base, as in a URL, with parameters in braces.</summary>
    public static string PathOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        return endpoint.RoutePattern.Parameters.Count == 0 ? new PathString(pattern).ToUriComponent() : pattern;
    }

    /// <summary>Whether a request is one that pages send by themselves, which is no activity of the user.</summary>
    public bool IsPassive(HttpContext context) => Is(context, static endpoint => IsPassive(endpoint));

    /// <summary>Whether a request is to end sessions, or part of a sign-out: one that goes on whatever the app's authentication does.</summary>
    public bool IsSignOut(HttpContext context) => Is(context, static endpoint => endpoint.Metadata.GetMetadata<Mark>() is not null && !IsPassive(endpoint));

    private static bool IsPassive(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Passive>() is not null;

    private bool Is(HttpContext context, Func<Endpoint, bool> matches)
    {
        if (context.GetEndpoint() is { } found)
            return matches(found);

        // Routing may run after authentication.
        foreach (var (path, endpoint) in Current.Paths)
        {
            if (path.Equals(context.Request.Path, StringComparison.OrdinalIgnoreCase) && matches(endpoint))
                return true;
        }

        return false;
    }

    /// <summary>Marks an endpoint that pages ask by themselves.</summary>
    internal sealed class Passive;

    /// <summary>Marks all endpoints of one call. Their status says something to scripts and to Okta, so no page or redirect of the app takes its place.</summary>
    internal sealed class Mark : ISkipStatusCodePagesMetadata;

    private sealed class Cache
    {
        public Cache(IReadOnlyList<Endpoint> source)
        {
            Source = source;
            Own = [.. source.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<Mark>() is not null)];
            Paths = [.. Own.Select(endpoint => (PathString.FromUriComponent(PathOf(endpoint)), endpoint))];
        }

        public IReadOnlyList<Endpoint> Source { get; }

        public IReadOnlyList<RouteEndpoint> Own { get; }

        public (PathString Path, RouteEndpoint Endpoint)[] Paths { get; }
    }
}
