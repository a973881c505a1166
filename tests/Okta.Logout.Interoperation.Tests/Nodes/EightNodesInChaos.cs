using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Eight processes of WebApp on one Redis, while nodes crash, start again and are paused. Everything that clients see is counted.</summary>
public sealed class EightNodesInChaos : IAsyncLifetime
{
    private const int Nodes = 8;
    private const int Sessions = 24;

    /// <summary>Within this time after its response, a sign-out takes effect on all nodes that run; and on one that was paused or has started, after that.</summary>
    private static readonly TimeSpan StatedTime = TimeSpan.FromSeconds(2);

    private readonly RedisServer _redis = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("nodes-");
    private readonly ClientRegistration _client = ClientRegistration.New("app-of-eight-nodes");
    private readonly string[] _origins = new string[Nodes];
    private readonly WebAppProcess?[] _nodes = new WebAppProcess?[Nodes];
    private readonly long[] _upSince = new long[Nodes];
    private readonly ConcurrentDictionary<int, long> _ending = new();
    private readonly ConcurrentDictionary<int, long> _ended = new();
    private readonly ConcurrentQueue<string> _served = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly List<UserAgent> _browsers = [];
    private ScriptedProvider _provider = null!;
    private int _answers;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _provider = await ScriptedProvider.StartAsync(new(), _client);
        for (var node = 0; node < Nodes; node++)
            _origins[node] = node == 0 ? _client.Origin : ClientRegistration.New($"node-{node}").Origin;

        // The first creates the keys that the others find.
        await StartAsync(0);
        await Task.WhenAll(Enumerable.Range(1, Nodes - 1).Select(StartAsync));
        for (var session = 0; session < Sessions; session++)
        {
            _provider.Session = ProviderSession.Of($"user-{session}");
            _browsers.Add(new(_client.Origin));
            using var page = await _browsers[session].SignInAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            node?.Dispose();
        await _provider.DisposeAsync();
        await _redis.DisposeAsync();
        _home.Delete(recursive: true);
    }

    [Fact]
    public async Task No_session_that_has_ended_is_served_after_the_stated_time_and_none_that_lives_is_refused()
    {
        using var over = new CancellationTokenSource();
        var traffic = Enumerable.Range(0, Sessions).Select(session => Task.Run(() => AskAsync(session, over.Token))).ToList();

        // A node crashes, others sign out, and it starts again, with a list that it has to read first.
        Crash(1);
        await SignOutAsync(sessions: [0, 1, 2], at: 2);
        await StartAsync(1);

        // A node is paused during sign-outs, and goes on.
        _nodes[3]!.Pause();
        _upSince[3] = long.MaxValue;
        await SignOutAsync(sessions: [3, 4, 5], at: 4);
        Resume(3);

        // The node that has just signed users out crashes at once, and two more.
        await SignOutAsync(sessions: [6, 7, 8], at: 5);
        Crash(5);
        Crash(6);
        Crash(7);
        await SignOutAsync(sessions: [9, 10, 11], at: 1);
        await Task.WhenAll(StartAsync(5), StartAsync(6), StartAsync(7));
        await SignOutAsync(sessions: [12, 13, 14], at: 7);
        await SettleAsync();
        await over.CancelAsync();
        await Task.WhenAll(traffic);

        _served.Should().BeEmpty("these had ended");
        _refused.Should().BeEmpty("these live");
        _answers.Should().BeGreaterThan(Sessions * Nodes);
    }

    private async Task StartAsync(int node)
    {
        _nodes[node] = await WebAppProcess.StartNodeAsync(_client, _provider.Issuer, _origins[node], _home, ("Okta__Redis", _redis.Address));
        Volatile.Write(ref _upSince[node], Stopwatch.GetTimestamp());
    }

    private void Crash(int node)
    {
        Volatile.Write(ref _upSince[node], long.MaxValue);
        _nodes[node]!.Dispose();
    }

    private void Resume(int node)
    {
        _nodes[node]!.Resume();
        Volatile.Write(ref _upSince[node], Stopwatch.GetTimestamp());
    }

    private async Task SignOutAsync(int[] sessions, int at)
    {
        foreach (var session in sessions)
        {
            _ending[session] = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, _origins[at] + "/signout")
            {
                Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" } },
                Content = new FormUrlEncodedContent([new("returnUrl", "/")]),
            };

            // A copy, whose cookie stays.
            using var answer = await _browsers[session].Copy().SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            _ended[session] = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Until each session has been asked for often enough after the last sign-out and start.</summary>
    private async Task SettleAsync()
    {
        var (since, before) = (Stopwatch.GetTimestamp(), Volatile.Read(ref _answers));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(
            Stopwatch.GetElapsedTime(since) > 2 * StatedTime && Volatile.Read(ref _answers) - before > Sessions * Nodes));
    }

    // Each request goes to another node, as by a balancer without sticky sessions.
    private async Task AskAsync(int session, CancellationToken over)
    {
        for (var turn = session; !over.IsCancellationRequested; turn++)
        {
            var node = turn % Nodes;
            var start = Stopwatch.GetTimestamp();
            if (await TryAskAsync(session, node) is not { } status)
                continue;
            Interlocked.Increment(ref _answers);
            if (status == HttpStatusCode.OK && IsAfter(start, node, session))
                _served.Enqueue($"session {session} at node {node}");
            if (status != HttpStatusCode.OK && !_ending.ContainsKey(session))
                _refused.Enqueue($"session {session} at node {node}: {status}");
        }
    }

    private async Task<HttpStatusCode?> TryAskAsync(int session, int node)
    {
        try
        {
            return await _browsers[session].Copy().At(_origins[node]).MeAsync();
        }
        catch (HttpRequestException)
        {
            // The node is down.
            return null;
        }
    }

    private bool IsAfter(long start, int node, int session)
    {
        var up = Volatile.Read(ref _upSince[node]);
        return _ended.TryGetValue(session, out var ended) && up != long.MaxValue
            && Stopwatch.GetElapsedTime(Math.Max(ended, up), start) > StatedTime;
    }
}
