using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Requests to the front channel, which anybody can send, hold no thread that the app needs, whatever the app's terminators do.</summary>
public sealed class FrontChannelTerminators : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingTerminator _terminator = new();

    public void Dispose() => _terminator.Release();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hundred_requests_with_a_terminator_that_blocks_leave_the_app_as_it_was(bool blocksAfterAwait)
    {
        _terminator.BlocksAfterAwait = blocksAfterAwait;
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(app, $"sid-{i}"))).WaitAsync(Patience);

        responses.Should().AllSatisfy(response => response.StatusCode.Should().Be(HttpStatusCode.OK));
        (await browser.IsSignedInAsync().WaitAsync(Patience)).Should().BeTrue();
        await _terminator.HasBlockedAsync(SignOutThreads.MostAnonymous);
        _terminator.Blocked.Should().HaveCount(SignOutThreads.MostAnonymous).And.NotContain(call => call.IsThreadPoolThread);

        _terminator.Release();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_terminator.Ended.Count == 100));
        _terminator.Ended.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task The_sign_out_of_a_user_runs_its_terminators_meanwhile()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(app, $"sid-{i}"))).WaitAsync(Patience);
        await _terminator.HasBlockedAsync(SignOutThreads.MostAnonymous);

        await browser.PostAsync("/signout").WaitAsync(Patience);

        _terminator.SignOuts.Should().Be(1);
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 5001).Which.Message.Should().Contain($"{nameof(BlockingTerminator)}: Succeeded");
    }

    [Fact]
    public async Task A_genuine_request_ends_its_session_meanwhile()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(app, $"sid-{i}"))).WaitAsync(Patience);

        await SendAsync(app, The.Sid).WaitAsync(Patience);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Requests_for_the_same_session_run_the_terminators_once()
    {
        await using var app = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(app, The.Sid))).WaitAsync(Patience);
        await _terminator.HasBlockedAsync(1);
        _terminator.Release();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(!_terminator.Ended.IsEmpty));
        await SendAsync(app, The.Sid);

        _terminator.Ended.Should().ContainSingle();
    }

    [Fact]
    public async Task A_request_that_comes_later_runs_them_again()
    {
        _terminator.Release();
        await using var app = await StartAsync();
        await SendAsync(app, The.Sid);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_terminator.Ended.Count == 1));

        // That it has ended is noted a moment later.
        await Eventually.BecomesTrueAsync(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await SendAsync(app, The.Sid);
            return _terminator.Ended.Count == 2;
        });
    }

    [Fact]
    public async Task More_than_are_kept_are_dropped_and_logged_once()
    {
        await using var app = await StartAsync();
        var count = AnonymousTerminations.MostWaiting + SignOutThreads.MostAnonymous + 10;

        await Task.WhenAll(Enumerable.Range(0, count).Select(i => SendAsync(app, $"sid-{i}"))).WaitAsync(Patience);
        await _terminator.HasBlockedAsync(SignOutThreads.MostAnonymous);
        await SendAsync(app, "one more");
        _terminator.Release();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(_terminator.Ended.Count >= AnonymousTerminations.MostWaiting));
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 4008);
    }

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        Web = options => options.FrontChannelLogout.RequestsPerMinute = 1_000_000,
        Services = services => services.AddSingleton<ISessionTerminator>(_terminator),
    }.StartAsync();

    private static Task<HttpResponseMessage> SendAsync(RunningApp app, string sessionId) => app.Http.SendAsync(
        new(HttpMethod.Get, new Uri(RunningApp.Origin, $"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={Uri.EscapeDataString(sessionId)}")),
        CancellationToken.None);

    /// <summary>Blocks its thread for every front-channel logout until it is released.</summary>
    private sealed class BlockingTerminator : ISessionTerminator
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _signOuts;

        public bool BlocksAfterAwait { get; set; }

        public ConcurrentBag<(bool IsThreadPoolThread, string? SessionId)> Blocked { get; } = [];

        public ConcurrentBag<string?> Ended { get; } = [];

        public int SignOuts => _signOuts;

        public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
        {
            if (termination.Reason != SessionTerminationReason.FrontChannelLogout)
            {
                Interlocked.Increment(ref _signOuts);
                return;
            }

            if (BlocksAfterAwait)
                await Task.Yield();
            Blocked.Add((Thread.CurrentThread.IsThreadPoolThread, termination.Target.Value));
            _released.Task.GetAwaiter().GetResult();
            Ended.Add(termination.Target.Value);
        }

        public Task HasBlockedAsync(int times) => Eventually.BecomesTrueAsync(() => Task.FromResult(Blocked.Count >= times));

        public void Release() => _released.TrySetResult();
    }
}
