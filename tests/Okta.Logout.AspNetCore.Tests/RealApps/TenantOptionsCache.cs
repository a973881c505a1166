using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The same by way of the options cache, as the libraries for multi-tenant apps do it.</summary>
internal sealed class TenantOptionsCache(IHttpContextAccessor accessor) : IOptionsMonitorCache<OpenIdConnectOptions>
{
    private readonly ConcurrentDictionary<(string Tenant, string Name), OpenIdConnectOptions> _options = new();

    public void Clear() => _options.Clear();

    public OpenIdConnectOptions GetOrAdd(string? name, Func<OpenIdConnectOptions> createOptions) => _options.GetOrAdd(KeyOf(name), _ => createOptions());

    public bool TryAdd(string? name, OpenIdConnectOptions options) => _options.TryAdd(KeyOf(name), options);

    public bool TryRemove(string? name) => _options.TryRemove(KeyOf(name), out _);

    private (string Tenant, string Name) KeyOf(string? name) => (TenantOptions.TenantOf(accessor), name ?? Options.DefaultName);
}
