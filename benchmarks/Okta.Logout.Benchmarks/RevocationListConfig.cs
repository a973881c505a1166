using BenchmarkDotNet.Configs;

namespace Okta.Logout.Benchmarks;

internal sealed class RevocationListConfig : ManualConfig
{
    public RevocationListConfig() => AddColumn(new MemoryOfARevocationColumn());
}
