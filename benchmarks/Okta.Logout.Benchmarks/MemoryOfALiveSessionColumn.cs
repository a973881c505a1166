using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Okta.Logout.Benchmarks;

/// <summary>The memory that an open connection takes beside the session that its request has in any case: with a callback at the token.</summary>
internal sealed class MemoryOfALiveSessionColumn : IColumn
{
    private const int Sessions = 100_000;

    private static readonly Lazy<string> Measured = new(Measure);

    public string Id => nameof(MemoryOfALiveSessionColumn);

    public string ColumnName => "Memory/session of 100,000";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Bytes that stay in memory for each of 100,000 watched sessions";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => Measured.Value;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => Measured.Value;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static string Measure()
    {
        var descriptors = Enumerable.Range(0, Sessions).Select(number => LiveSessionsBenchmarks.Session(number)).ToArray();
        using var sessions = LiveSessionsBenchmarks.Create(new());
        var leases = new LiveSessionLease[Sessions];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sessions; i++)
        {
            leases[i] = sessions.Watch(descriptors[i], DateTimeOffset.MaxValue);
            leases[i].Ended.UnsafeRegister(static _ => { }, null);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(leases);
        return $"{bytes / (double)Sessions:0} B";
    }
}
