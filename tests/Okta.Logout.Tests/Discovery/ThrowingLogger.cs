using Microsoft.Extensions.Logging;

namespace Okta.Logout.Tests;

/// <summary>A log whose disk is full.</summary>
internal sealed class ThrowingLogger : ILogger<OktaDiscoveryClient>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        throw new IOException("No space left.");
}
