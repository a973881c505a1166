using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

/// <summary>Guards options whenever the handler reads them, because an app may set events after all configuration.</summary>
internal sealed class GuardedJwtBearerOptionsMonitor(
    IOptionsFactory<JwtBearerOptions> factory, IEnumerable<IOptionsChangeTokenSource<JwtBearerOptions>> sources, IOptionsMonitorCache<JwtBearerOptions> cache, GuardedJwtBearerOptions guarded)
    : IOptionsMonitor<JwtBearerOptions>, IDisposable
{
    private readonly OptionsMonitor<JwtBearerOptions> _inner = new(factory, sources, cache);

    public JwtBearerOptions CurrentValue => Get(Options.DefaultName);

    public JwtBearerOptions Get(string? name)
    {
        var options = Read(name ?? Options.DefaultName);
        guarded.Guard(name ?? Options.DefaultName, options);
        return options;
    }

    public IDisposable? OnChange(Action<JwtBearerOptions, string?> listener) => _inner.OnChange(listener);

    public void Dispose() => _inner.Dispose();

    // The cache keeps an exception, too. Options that need a request may be read outside of one before.
    private JwtBearerOptions Read(string name)
    {
        try
        {
            return _inner.Get(name);
        }
        catch (Exception)
        {
            cache.TryRemove(name);
            throw;
        }
    }
}
