using System.Collections.Concurrent;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Okta.Logout.Benchmarks;

/// <summary>The memory of a full revocation list for each entry. BenchmarkDotNet itself measures allocations only.</summary>
internal sealed class MemoryOfARevocationColumn : IColumn
{
    private readonly ConcurrentDictionary<int, string> _measured = [];

    public string Id => nameof(MemoryOfARevocationColumn);

    public string ColumnName => "Memory/revocation";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Bytes that stay in memory, by entry of the list";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        _measured.GetOrAdd((int)benchmarkCase.Parameters[nameof(RevocationListBenchmarks.Revocations)], Measure);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static string Measure(int revocations)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = RevocationListBenchmarks.CreateStore(revocations);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(store);
        return $"{bytes / (double)revocations:0.0} B";
    }
}
