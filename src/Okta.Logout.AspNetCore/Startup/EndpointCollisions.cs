using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Finds what else is at the paths of this library. If it is an endpoint, routing would find two for one request, and throw an exception at the first
/// sign-out, or choose one of them silently.
/// </summary>
internal sealed class EndpointCollisions(MappedEndpoints endpoints)
{
    /// <exception cref="InvalidOperationException">There is one.</exception>
    public void Check()
    {
        CheckMappedOnce();
        var others = endpoints.Others.Where(IsMatched).ToLookup(MappedEndpoints.PathOf, StringComparer.OrdinalIgnoreCase);
        foreach (var own in endpoints.All)
        {
            var path = MappedEndpoints.PathOf(own);
            if (others[path].FirstOrDefault(other => HaveCommonMethod(own, other) && !IsOfOneHost(own) && !IsOfOneHost(other)) is not { } other)
                continue;
            throw new InvalidOperationException(
                $"OL6125: Two endpoints have the path {path}: '{own.DisplayName}', which MapOktaLogout has mapped, and '{other.DisplayName}'. Move or remove the second, or call MapOktaLogout with another prefix, such as MapOktaLogout(\"/okta/signout\").").WithHelpLink();
        }
    }

    /// <summary>Checks the paths that the handler of a scheme handles before routing runs, because a sign-out at such a path would never reach its endpoint.</summary>
    /// <exception cref="InvalidOperationException">One of them is a path of this library.</exception>
    public void Check(string scheme, OpenIdConnectOptions options)
    {
        var ours = endpoints.All.Select(MappedEndpoints.PathOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        (string Name, string? Path)[] theirs =
        [
            (nameof(options.CallbackPath), options.CallbackPath.Value),
            (nameof(options.SignedOutCallbackPath), options.SignedOutCallbackPath.Value),
            (nameof(options.RemoteSignOutPath), options.RemoteSignOutPath.Value),
        ];
        foreach (var (name, path) in theirs.Where(their => their.Path is not null && ours.Contains(their.Path)))
        {
            throw new InvalidOperationException(
                $"OL6006: {nameof(OpenIdConnectOptions)}.{name} of the scheme '{scheme}' is {path}, which is a sign-out endpoint: the handler would handle the request first. Change the path, or call MapOktaLogout with another prefix.").WithHelpLink();
        }
    }

    /// <summary>Checks where users go who return from Okta without a state that can be followed.</summary>
    /// <exception cref="InvalidOperationException">It is where they come from: their browsers would go round in circles.</exception>
    public void Check(string signedOutPath)
    {
        var path = signedOutPath.Split('?', '#')[0].TrimEnd('/');
        string[] names = [PublicAddress.CallbackEndpointName, PublicAddress.ContinueEndpointName];
        if (names.Select(endpoints.Find).OfType<RouteEndpoint>().Any(own => string.Equals(MappedEndpoints.PathOf(own), path, StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(
                $"OL6128: {nameof(OktaLogoutWebOptions.SignedOutPath)} is {signedOutPath}, which redirects to {nameof(OktaLogoutWebOptions.SignedOutPath)} itself. Set it to a public page of the app, such as /signed-out.").WithHelpLink();
        }
    }

    // Which of them would be the one that is registered at Okta?
    private void CheckMappedOnce()
    {
        var calls = endpoints.All.GroupBy(endpoint => endpoint.Metadata.GetMetadata<MappedEndpoints.Mark>()).Select(call => MappedEndpoints.PathOf(call.First())).ToList();
        if (calls.Count > 1)
            throw new InvalidOperationException($"OL6009: MapOktaLogout was called {calls.Count} times ({string.Join(", ", calls)}), but only one sign-out redirect URI can be sent to Okta. Call it once.").WithHelpLink();
    }

    private static bool IsMatched(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is not null && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true };

    private static bool IsOfOneHost(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHostMetadata>() is { Hosts.Count: > 0 };

    private static bool HaveCommonMethod(RouteEndpoint one, RouteEndpoint other)
    {
        var (ofOne, ofOther) = (MethodsOf(one), MethodsOf(other));
        return ofOne.Count == 0 || ofOther.Count == 0 || ofOne.Intersect(ofOther, StringComparer.OrdinalIgnoreCase).Any();
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
