using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that runs. When it ends, the logs must contain nothing secret, and Okta must have had no unexpected request.</summary>
internal sealed class RunningApp(WebApplication host, FakeOkta okta, FakeTimeProvider clock, RequestsUnderWay requests) : IAsyncDisposable
{
    public static readonly Uri Origin = new("https://app.example.com");

    public FakeOkta Okta { get; } = okta;

    public FakeTimeProvider Clock { get; } = clock;

    public IServiceProvider Services => host.Services;

    /// <summary>Sends requests to the app as they are.</summary>
    public HttpMessageInvoker Http { get; } = new(host.Services.GetRequiredService<IServer>() is TestServer server ? server.CreateHandler() : new ToKestrel(host.Urls.Single()));

    /// <summary>Where an app on Kestrel listens.</summary>
    public string Address => host.Urls.Single();

    /// <summary>Waits for what the app does after its responses.</summary>
    public Task RequestsAreOverAsync() => Eventually.BecomesTrueAsync(() => Task.FromResult(requests.Count == 0));

    /// <summary>Stops the app as its host does.</summary>
    public Task StopAsync() => host.StopAsync();

    public FakeLogCollector Logs { get; } = host.Services.GetFakeLogCollector();

    /// <summary>What the library itself logged, with event ids.</summary>
    public IReadOnlyList<FakeLogRecord> OwnLogs => [.. Logs.GetSnapshot().Where(record => record.Category?.StartsWith("Okta.Logout", StringComparison.Ordinal) is true)];

    public Browser NewBrowser(string? origin = null) => new(this, new(Clock), origin is null ? Origin : new(origin));

    public async Task<Browser> SignedInBrowserAsync()
    {
        var browser = NewBrowser();
        await browser.SignInAsync();
        return browser;
    }

    /// <summary>Advances the clock until the response is there, however late a timer was set.</summary>
    public async Task<HttpResponseMessage> AdvanceUntilAsync(Task<HttpResponseMessage> answer)
    {
        while (!answer.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        return await answer;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        Okta.UnexpectedCalls.Should().BeEmpty();
        Logs.GetSnapshot().Where(LogScan.IsOwn).SelectMany(LogScan.SecretsIn).Should().BeEmpty();
    }
}
