using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.IIS;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// The path base in the spelling that is registered at Okta. ASP.NET Core ignores the case of a path base, and reports it as the user typed it; Okta
/// compares URIs character by character.
/// </summary>
internal sealed class PublicPathBase(IOptions<OktaLogoutWebOptions> options, IServiceProvider services)
{
    // Set by the IIS module for an app that runs in a process of its own.
    private const string ApplicationPathSetting = "APPL_PATH";

    private readonly ConcurrentDictionary<string, PathString> _confirmed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the path base that is known without a request: that of the option or of the server's configuration.</summary>
    public PathString Known => Configured ?? Normalize(ApplicationPath ?? PathOfAddress);

    private PathString? Configured => options.Value.PublicPathBase is { } configured ? PathString.FromUriComponent(configured) : default(PathString?);

    private IFeatureCollection? Server => services.GetService<IServer>()?.Features;

    private string? ApplicationPath =>
        Server?.Get<IIISEnvironmentFeature>()?.ApplicationVirtualPath ?? services.GetService<IConfiguration>()?[ApplicationPathSetting];

    // HTTP.sys: "http://*:5000/portal".
    private string? PathOfAddress => Server?.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? address[OriginLength(address)..] : null;

    public PathString Of(HttpRequest request)
    {
        if (Configured is { } configured)
            return configured;
        if (request.PathBase is not { HasValue: true } asTyped)
            return request.PathBase;
        if (Known is var known && known.Equals(asTyped, StringComparison.OrdinalIgnoreCase))
            return known;
        return _confirmed.GetValueOrDefault(asTyped.Value!, asTyped);
    }

    /// <summary>Records the path base to which Okta has returned a sign-in, which is spelled as registered at Okta. Other requests do not prove that.</summary>
    public void Confirm(HttpRequest request)
    {
        if (request.PathBase is { HasValue: true } pathBase)
            _confirmed.TryAdd(pathBase.Value!, pathBase);
    }

    /// <summary>The same by the <c>redirect_uri</c> of the sign-in in the ticket of a session, because the sign-in may have been at another node.</summary>
    public void Confirm(HttpRequest request, string? redirectUri)
    {
        var asTyped = request.PathBase.ToUriComponent();
        if (asTyped.Length == 0 || !Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri))
            return;
        if (uri.AbsolutePath.StartsWith(asTyped + "/", StringComparison.OrdinalIgnoreCase))
            _confirmed.TryAdd(request.PathBase.Value!, PathString.FromUriComponent(uri.AbsolutePath[..asTyped.Length]));
    }

    /// <summary>The length of a server address up to its path. The address may not be a URL, such as "http://*:5000/portal".</summary>
    public static int OriginLength(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        return address.IndexOf('/', host) is var path and >= 0 ? path : address.Length;
    }

    private static PathString Normalize(string? path) => path?.TrimEnd('/') is { Length: > 0 } trimmed && trimmed[0] == '/' ? new(trimmed) : default;
}
