using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Okta.Logout.Nodes;

/// <summary>What docs/performance.md has of several nodes.</summary>
internal static class Measurements
{
    private const int PerSecond = 1_000;

    // One in so many is looked for on the other nodes, so that looking does not take the processor from them.
    private const int Sampled = 10;

    /// <summary>Revokes on one node, at a steady rate, and prints how long after the acknowledgement the other nodes refuse the session.</summary>
    public static async Task SpreadAsync(string name, Action<OktaLogoutBuilder> useStore, int nodeCount, int revocations)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, nodeCount).Select(_ => Node.StartAsync(useStore)));
        await RevokeAsync(nodes, 500);
        var (appends, spreads, late) = await RevokeAsync(nodes, revocations);
        Print($"{name}: until acknowledged", appends);
        Print($"{name}: from there until refused on the other {nodeCount - 1} nodes", spreads);
        Console.WriteLine($"{name}: sent later than planned by at most {late.TotalMilliseconds:0} ms");
        Print($"{name}: a check", await CheckAsync(nodes[1]));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    /// <summary>Fills the list, and starts nodes in processes of their own.</summary>
    public static async Task FillAndStartAsync(string address, int entries)
    {
        await using (var node = await Node.StartAsync(Node.OnRedis(address)))
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var chunk in Enumerable.Range(0, entries).Chunk(1_000))
                await Task.WhenAll(chunk.Select(i => node.Store.RevokeAsync(Node.Revocation($"t{i}")).AsTask()));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries} entries were appended in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        }

        for (var i = 0; i < 3; i++)
        {
            using var process = Process.Start(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Measurements).Assembly.Location, "--start", address] : ["--start", address]);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Starts one node, and prints its time and memory.</summary>
    public static async Task StartNodeAsync(string address)
    {
        await (await Node.StartAsync(_ => { })).DisposeAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        await using var node = await Node.StartAsync(Node.OnRedis(address));
        var time = Stopwatch.GetElapsedTime(start);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"start of a node: {time.TotalSeconds:0.00} s; managed memory more by {(after - before) / 1e6:0} MB; peak of the process {peak / 1e6:0} MB"));
    }

    private static async Task<(List<double> Appends, List<double> Spreads, TimeSpan Late)> RevokeAsync(Node[] nodes, int revocations)
    {
        ConcurrentQueue<(string Ticket, long Acknowledged)>[] acknowledged = [.. nodes.Skip(1).Select(_ => new ConcurrentQueue<(string, long)>())];
        ConcurrentBag<double> appends = [];
        using var ending = new CancellationTokenSource();
        var watching = Task.WhenAll(nodes.Skip(1).Select((node, i) => Task.Run(() => WatchAsync(node.Store, acknowledged[i], ending.Token))));
        List<Task> running = [];
        var (late, run, start) = (TimeSpan.Zero, Convert.ToHexString(RandomNumberGenerator.GetBytes(8)), Stopwatch.GetTimestamp());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var sent = 0; sent < revocations; await timer.WaitForNextTickAsync())
        {
            var due = Math.Min(revocations, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * PerSecond));
            late = TimeSpan.FromTicks(Math.Max(late.Ticks, TimeSpan.FromSeconds((double)(due - sent) / PerSecond).Ticks));
            for (; sent < due; sent++)
                running.Add(RevokeAsync(nodes[0].Store, $"{run}-{sent}", sent % Sampled == 0));
        }

        await Task.WhenAll(running);
        ending.Cancel();
        return ([.. appends], [.. (await watching).SelectMany(times => times)], late);

        async Task RevokeAsync(ISessionRevocationStore store, string ticket, bool isSampled)
        {
            var began = Stopwatch.GetTimestamp();
            await store.RevokeAsync(Node.Revocation(ticket));
            var now = Stopwatch.GetTimestamp();
            appends.Add(Stopwatch.GetElapsedTime(began, now).TotalMilliseconds);
            foreach (var queue in isSampled ? acknowledged : [])
                queue.Enqueue((ticket, now));
        }
    }

    // Looks each millisecond, so the times are too long by up to that.
    private static async Task<List<double>> WatchAsync(ISessionRevocationStore store, ConcurrentQueue<(string Ticket, long Acknowledged)> queue, CancellationToken ending)
    {
        List<double> times = [];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!ending.IsCancellationRequested || !queue.IsEmpty)
        {
            while (queue.TryPeek(out var next) && await store.IsRevokedAsync(Node.Session(next.Ticket), CancellationToken.None))
            {
                times.Add(Stopwatch.GetElapsedTime(next.Acknowledged).TotalMilliseconds);
                queue.TryDequeue(out _);
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return times;
    }

    private static async Task<List<double>> CheckAsync(Node node)
    {
        List<double> times = [];
        for (var i = 0; i < 10_000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await node.Store.IsRevokedAsync(Node.Session($"live-{i}"));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static void Print(string name, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: p50 {At(0.5):0.000} ms, p99 {At(0.99):0.000} ms, max {milliseconds[^1]:0.000} ms ({milliseconds.Count} measured)"));

        double At(double part) => milliseconds[(int)(part * (milliseconds.Count - 1))];
    }
}
