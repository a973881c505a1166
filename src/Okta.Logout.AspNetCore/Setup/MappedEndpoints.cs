using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>The endpoints that <c>MapOktaLogout</c> has mapped, as far as they are known without a request. Complete when the host has started.</summary>
internal sealed class MappedEndpoints(EndpointDataSource endpoints)
{
    public IReadOnlyList<RouteEndpoint> All => [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<Mark>() is not null)];

    public IEnumerable<(AddressToRegister Address, string Path)> ToRegister =>
        from endpoint in All
        let address = endpoint.Metadata.GetMetadata<AddressToRegister>()
        where address is not null
        select (address, PathOf(endpoint));

    public static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    /// <summary>On every endpoint of one call.</summary>
    internal sealed class Mark;
}
