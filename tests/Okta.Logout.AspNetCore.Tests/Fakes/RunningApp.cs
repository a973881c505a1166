using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that runs. At its end nothing secret may stand in the logs, and Okta must not have been asked anything unexpected.</summary>
internal sealed class RunningApp(WebApplication host, FakeOkta okta, FakeTimeProvider clock) : IAsyncDisposable
{
    public static readonly Uri Origin = new("https://app.example.com");

    private static readonly string[] Secrets =
        [The.ClientSecret, The.Subject, The.Sid, The.Email, The.RefreshToken, The.AccessToken];

    public FakeOkta Okta { get; } = okta;

    public FakeTimeProvider Clock { get; } = clock;

    public IServiceProvider Services => host.Services;

    /// <summary>Sends requests to the app as they are.</summary>
    public HttpMessageInvoker Http { get; } = new(host.GetTestServer().CreateHandler());

    public FakeLogCollector Logs => host.Services.GetFakeLogCollector();

    /// <summary>What the library itself logged, with event ids.</summary>
    public IReadOnlyList<FakeLogRecord> OwnLogs => [.. Logs.GetSnapshot().Where(record => record.Category?.StartsWith("Okta.Logout", StringComparison.Ordinal) is true)];

    public Browser NewBrowser(string? origin = null) => new(this, new(Clock), origin is null ? Origin : new(origin));

    public async Task<Browser> SignedInBrowserAsync()
    {
        var browser = NewBrowser();
        await browser.SignInAsync();
        return browser;
    }

    /// <summary>Lets time pass until the answer is there, however late a timer was set.</summary>
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
        var log = string.Join('\n', OwnLogs.Select(record => $"{record.Message} {record.Exception}"));
        Http.Dispose();
        await host.DisposeAsync();
        Okta.UnexpectedCalls.Should().BeEmpty();
        foreach (var secret in Secrets.Concat(Okta.IssuedIdTokens))
            log.Should().NotContain(secret);
    }
}
