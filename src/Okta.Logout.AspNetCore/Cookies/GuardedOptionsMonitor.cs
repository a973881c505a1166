using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Guards options whenever a handler reads them, because an app may set events or a ticket store after all configuration, or add the options of a scheme
/// while it runs.
/// </summary>
internal sealed class GuardedOptionsMonitor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IOptionsFactory<TOptions> factory, IEnumerable<IOptionsChangeTokenSource<TOptions>> sources, IOptionsMonitorCache<TOptions> cache, Action<string, TOptions> guard)
    : IOptionsMonitor<TOptions>, IDisposable
    where TOptions : class
{
    private readonly OptionsMonitor<TOptions> _inner = new(factory, sources, cache);

    public TOptions CurrentValue => Get(Options.DefaultName);

    public TOptions Get(string? name)
    {
        var options = Read(name ?? Options.DefaultName);
        guard(name ?? Options.DefaultName, options);
        return options;
    }

    public IDisposable? OnChange(Action<TOptions, string?> listener) => _inner.OnChange(listener);

    public void Dispose() => _inner.Dispose();

    // The cache keeps an exception, too. Options that need a request may be read outside of one before.
    private TOptions Read(string name)
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
