using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The addresses of the endpoints as they have to be registered at Okta. Known when the host has started.</summary>
internal sealed class RegisteredAddresses(
    MappedEndpoints endpoints, PublicPathBase pathBase, IOptions<OktaLogoutWebOptions> options, IServiceProvider services)
{
    /// <summary>Gets each field of the Admin Console with its value; null if nothing is mapped.</summary>
    public string? Uris => endpoints.ToRegister.Select(endpoint => $"{endpoint.Address.Field}: {endpoint.Address.Url ?? UrisOf(endpoint.Path)}").ToList() is { Count: > 0 } uris
        ? string.Join("; ", uris)
        : null;

    /// <summary>Gets those of the channels that Okta sends requests to by itself; null if there are none.</summary>
    public string? UrisOfChannels => endpoints.ToRegister.Where(endpoint => endpoint.Address.Url is not null).Select(endpoint => $"{endpoint.Address.Field}: {endpoint.Address.Url}").ToList() is { Count: > 0 } uris
        ? string.Join("; ", uris)
        : null;

    /// <summary>Gets the URLs that the app gave to Okta and that do not end with the path of their endpoint.</summary>
    public IEnumerable<(string Url, string Path)> LeadingElsewhere =>
        from endpoint in endpoints.ToRegister
        where endpoint.Address.Url is { } url && !LeadsTo(url, endpoint.Path)
        select (endpoint.Address.Url!, endpoint.Path);

    // The app may be below a path that only its server knows. A route parameter can have any value.
    private static bool LeadsTo(string url, string path) =>
        path.Contains('{', StringComparison.Ordinal) || new Uri(url).AbsolutePath.EndsWith(path, StringComparison.OrdinalIgnoreCase);

    private string UrisOf(string path) => string.Join(", ", Origins().Select(origin => origin + pathBase.Known.ToUriComponent() + path));

    private IEnumerable<string> Origins()
    {
        if (options.Value.PublicOrigin is { } origin)
            return [origin];
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } ? addresses.Select(address => address[..PublicPathBase.OriginLength(address)]) : ["{origin}"];
    }
}
