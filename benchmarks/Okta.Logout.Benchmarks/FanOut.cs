using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Okta.Logout.Tests;

namespace Okta.Logout.Benchmarks;

/// <summary>
/// A simulation: many followers in one process, at a log that answers at once. It shows how long a revocation takes to the last follower, and what
/// the followers ask of the log, without any network.
/// </summary>
internal static class FanOut
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        Console.WriteLine("| followers | revocations per second | median | 99 % | last | reads per second and follower | processor |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var followers in new[] { 8, 100, 1_000 })
        {
            foreach (var rate in new[] { 1, 100, 1_000 })
                Console.WriteLine(await RunAsync(followers, rate));
        }
    }

    private static async Task<string> RunAsync(int count, int rate)
    {
        var log = new LogInMemory();
        var appended = new long[rate * (int)Duration.TotalSeconds];
        var options = Options.Create(new RevocationLogOptions());
        var telemetry = new OktaLogoutTelemetry(null);
        List<Observer> observers = [];
        List<RevocationLogFollower> followers = [];
        for (var i = 0; i < count; i++)
        {
            var observer = new Observer(log.Connect(), appended);
            var follower = new RevocationLogFollower(
                observer, new(new(TimeProvider.System), TimeProvider.System), options, telemetry, TimeProvider.System, NullLogger<RevocationLogFollower>.Instance);
            observers.Add(observer);
            followers.Add(follower);
            await follower.StartAsync(CancellationToken.None);
        }

        var (reads, processor, started) = (log.Reads, Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        await AppendAsync(log, appended, rate);
        while (observers.Any(observer => observer.Seen < appended.Length))
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cores = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds / seconds;
        var readRate = (log.Reads - reads) / seconds / count;

        foreach (var follower in followers)
            await follower.StopAsync(CancellationToken.None);
        var times = observers.SelectMany(observer => observer.Times).ToArray();
        Array.Sort(times);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {count:N0} | {rate:N0} | {Of(0.5)} | {Of(0.99)} | {Of(1)} | {readRate:0} | {cores:0.00} cores |");

        string Of(double part) => string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(0, times[(int)((times.Length - 1) * part)]).TotalMilliseconds:0.0} ms");
    }

    private static async Task AppendAsync(LogInMemory log, long[] appended, int rate)
    {
        var node = log.Connect();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < appended.Length; i++)
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds * rate < i)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            var target = SessionTarget.ForTicket(i.ToString(CultureInfo.InvariantCulture));
            var revocation = new SessionRevocation(target, TimeProvider.System.GetUtcNow().AddDays(14));
            appended[i] = Stopwatch.GetTimestamp();
            await node.AppendAsync([RevocationLogCodec.Write(SessionTargetKind.Ticket, target.GetKey(), revocation.ToEntry())]);
        }
    }

    /// <summary>Notes when its follower has taken a page over: that is when it asks for the next, or waits for one.</summary>
    private sealed class Observer(IRevocationLog log, long[] appended) : IRevocationLog
    {
        private int _read;

        public int Seen { get; private set; }

        public List<long> Times { get; } = [];

        public ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default) => log.AppendAsync(records, cancellationToken);

        public async ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
        {
            Note();
            var page = await log.ReadAsync(position, cancellationToken);
            _read += page.Records.Count(record => record.Kind is RevocationLogRecordKind.Entry);
            return page;
        }

        public Task WaitAsync(CancellationToken cancellationToken = default)
        {
            Note();
            return log.WaitAsync(cancellationToken);
        }

        public ValueTask TrimAsync(CancellationToken cancellationToken = default) => log.TrimAsync(cancellationToken);

        private void Note()
        {
            var now = Stopwatch.GetTimestamp();
            for (; Seen < _read; Seen++)
                Times.Add(now - appended[Seen]);
        }
    }
}
