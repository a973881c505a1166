using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Options per tenant behind one scheme, as multi-tenant apps have them: a tenant for each host name, and the first one outside of requests.</summary>
internal sealed class TenantOptions(IOptionsFactory<OpenIdConnectOptions> factory, IHttpContextAccessor accessor) : IOptionsMonitor<OpenIdConnectOptions>
{
    private readonly ConcurrentDictionary<(string Tenant, string Name), OpenIdConnectOptions> _options = new();

    public OpenIdConnectOptions CurrentValue => Get(Options.DefaultName);

    public static string TenantOf(IHttpContextAccessor accessor) => accessor.HttpContext?.Request.Host.Host.Split('.')[0] ?? "a";

    public OpenIdConnectOptions Get(string? name) => _options.GetOrAdd((TenantOf(accessor), name ?? Options.DefaultName), key => factory.Create(key.Name));

    public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
}
