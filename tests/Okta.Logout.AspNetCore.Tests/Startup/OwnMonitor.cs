using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An options monitor of an app that has the same options for every scheme.</summary>
internal sealed class OwnMonitor<TOptions>(TOptions options) : IOptionsMonitor<TOptions>
{
    public TOptions CurrentValue => options;

    public TOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
