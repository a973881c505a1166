using Microsoft.AspNetCore.Http;
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
    public bool IsPassive(HttpContext context)
    {
        if (context.GetEndpoint() is { } found)
            return IsPassive(found);

        // Routing may run after authentication.
        foreach (var endpoint in All)
        {
            if (IsPassive(endpoint) && context.Request.Path.Equals(PathOf(endpoint), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsPassive(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Passive>() is not null;

    /// <summary>Marks an endpoint that pages ask by themselves.</summary>
    internal sealed class Passive;

    /// <summary>Marks all endpoints of one call.</summary>
    internal sealed class Mark;

    private sealed class Cache(IReadOnlyList<Endpoint> source)
    {
        public IReadOnlyList<Endpoint> Source { get; } = source;

        public IReadOnlyList<RouteEndpoint> Own { get; } =
            [.. source.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<Mark>() is not null)];
    }
}
