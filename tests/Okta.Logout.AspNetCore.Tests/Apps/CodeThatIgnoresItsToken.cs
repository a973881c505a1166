using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Code of the app that a channel calls is abandoned after its time, whether it never completes or blocks its thread.</summary>
public sealed class CodeThatIgnoresItsToken : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _gate = new();
    private readonly ConcurrentBag<bool> _onThreadPool = [];

    public void Dispose() => _gate.TrySetResult();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_is_given_up(bool blocks)
    {
        await using var app = await UniversalLogoutApp.StartAsync(services: it => it.AddSingleton<IUniversalLogoutSubjectResolver>(new StubbornResolver(Never<UniversalLogoutSubject>(blocks))));
        var user = await app.SignedInAsync();

        var response = await GivenUpAsync(app.App, app.CommandAsync());

        await response.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "OL8236");
        (await user.IsSignedInAsync()).Should().BeTrue();
        _onThreadPool.Should().NotContain(true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replay_cache_is_given_up(bool blocks)
    {
        await using var app = await BackChannelApp.StartAsync(services: it => it.AddSingleton<ITokenReplayCache>(new StubbornReplayCache(Never<TokenReservation>(blocks))));

        var response = await GivenUpAsync(app.App, app.DeliverAsync(SomeLogoutToken.Valid()));

        await response.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8404");
        _onThreadPool.Should().NotContain(true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_discovery_client_is_given_up(bool blocks)
    {
        await using var app = await BackChannelApp.StartAsync(
            services: it => it.AddKeyedSingleton<IOktaDiscoveryClient>("OpenIdConnect", new StubbornDiscovery(Never<OktaEndpoints>(blocks))));

        var response = await GivenUpAsync(app.App, app.DeliverAsync(SomeLogoutToken.Valid()));

        await response.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8106");
        _onThreadPool.Should().NotContain(true);
    }

    [Fact]
    public async Task A_hundred_tokens_whose_keys_block_leave_the_app_as_it_was()
    {
        await using var app = await BackChannelApp.StartAsync(
            services: it => it.AddKeyedSingleton<IOktaDiscoveryClient>("OpenIdConnect", new StubbornDiscovery(Never<OktaEndpoints>(blocks: true))));
        var user = await app.SignedInAsync();

        var deliveries = Enumerable.Range(0, 100).Select(_ => app.DeliverAsync(SomeLogoutToken.Valid())).ToList();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(!_onThreadPool.IsEmpty));

        (await user.IsSignedInAsync().WaitAsync(Patience)).Should().BeTrue();
        _onThreadPool.Should().NotContain(true);
        _gate.SetResult();
        foreach (var delivery in deliveries)
            await (await app.App.AdvanceUntilAsync(delivery)).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8106");
    }

    [Fact]
    public async Task A_body_is_given_up()
    {
        await using var body = new StubbornStream();
        await using var app = await BackChannelApp.StartAsync(some: new()
        {
            AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(),
            First = host => host.Use((context, next) =>
            {
                if (context.Request.Path == "/signout/backchannel")
                    context.Request.Body = body;
                return next(context);
            }),
        });

        var response = await app.App.AdvanceUntilAsync(app.DeliverAsync(SomeLogoutToken.Valid()));

        await response.ShouldBeRefusedAsync(HttpStatusCode.RequestTimeout, "OL8402");
    }

    // Time passes while the code runs, because the token is validated before by its times.
    private async Task<HttpResponseMessage> GivenUpAsync(RunningApp app, Task<HttpResponseMessage> answer)
    {
        await Eventually.BecomesTrueAsync(() => Task.FromResult(!_onThreadPool.IsEmpty));
        return await app.AdvanceUntilAsync(answer);
    }

    private Func<ValueTask<T>> Never<T>(bool blocks) => () =>
    {
        _onThreadPool.Add(Thread.CurrentThread.IsThreadPoolThread);
        if (!blocks)
            return new(new TaskCompletionSource<T>().Task);
        _gate.Task.GetAwaiter().GetResult();
        throw new InvalidOperationException("Released.");
    };

    private sealed class StubbornResolver(Func<ValueTask<UniversalLogoutSubject>> never) : IUniversalLogoutSubjectResolver
    {
        public ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default) => never();
    }

    private sealed class StubbornDiscovery(Func<ValueTask<OktaEndpoints>> never) : IOktaDiscoveryClient
    {
        public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) => never();
    }

    private sealed class StubbornReplayCache(Func<ValueTask<TokenReservation>> never) : ITokenReplayCache
    {
        public ValueTask<TokenReservation> ReserveAsync(
            string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default) => never();

        public ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => default;

        public ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default) => default;
    }

    private sealed class StubbornStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(new TaskCompletionSource<int>().Task);
    }
}
