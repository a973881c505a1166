using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Returns the registration that an OpenID Connect scheme describes at this moment. An app may reload the options of a scheme, or have others for each
/// tenant, so the cache here uses instance and content of the options as its key, not the name of the scheme.
/// </summary>
internal sealed class SchemeRegistrations : IRegistrationSource, IDisposable
{
    private readonly IOptionsMonitor<OpenIdConnectOptions> _schemes;
    private readonly AccessTokenSchemes _accessTokens;
    private readonly IOptionsFactory<OktaLogoutOptions> _factory;
    private readonly IOptionsMonitor<OktaLogoutOptions> _monitor;
    private readonly IOptionsMonitorCache<OktaLogoutOptions> _cache;
    private readonly IDisposable? _reload;
    private readonly ConditionalWeakTable<OpenIdConnectOptions, Known> _known = [];
    private int _generation;

    public SchemeRegistrations(
        IOptionsMonitor<OpenIdConnectOptions> schemes,
        AccessTokenSchemes accessTokens,
        IOptionsFactory<OktaLogoutOptions> factory,
        IOptionsMonitor<OktaLogoutOptions> monitor,
        IOptionsMonitorCache<OktaLogoutOptions> cache)
    {
        _schemes = schemes;
        _accessTokens = accessTokens;
        _factory = factory;
        _monitor = monitor;
        _cache = cache;
        _reload = monitor.OnChange((_, _) => Interlocked.Increment(ref _generation));
    }

    public OktaLogoutOptions Get(string name)
    {
        if (_accessTokens.All().Contains(name, StringComparer.Ordinal))
            return GetOfApi(name);
        var scheme = _schemes.Get(name);
        var content = ContentOf(name, scheme);
        if (_known.TryGetValue(scheme, out var known) && known.Content == content)
            return known.Options;
        var options = _factory.Create(name);
        _known.AddOrUpdate(scheme, new(content, options));
        return options;
    }

    public void Dispose() => _reload?.Dispose();

    // The cache keeps an exception, too. Options that need a request may be read outside of one before.
    private OktaLogoutOptions GetOfApi(string name)
    {
        try
        {
            return _monitor.Get(name);
        }
        catch (Exception)
        {
            _cache.TryRemove(name);
            throw;
        }
    }

    // The content that a registration takes from its scheme, because an app may change an instance in place.
    private Content ContentOf(string name, OpenIdConnectOptions scheme) => new(
        name, Volatile.Read(ref _generation), scheme.Authority, scheme.MetadataAddress, scheme.ClientId, scheme.ClientSecret, scheme.RequireHttpsMetadata, scheme.Configuration);

    private sealed record Known(Content Content, OktaLogoutOptions Options);

    // ToString would show the client secret; nothing calls it.
    private sealed record Content(
        string Name, int Generation, string? Authority, string? MetadataAddress, string? ClientId, string? ClientSecret, bool RequireHttpsMetadata, object? Configuration)
    {
        public override string ToString() => nameof(Content);
    }
}
