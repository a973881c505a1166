using BenchmarkDotNet.Configs;

namespace Okta.Logout.Benchmarks;

internal sealed class LiveSessionsConfig : ManualConfig
{
    public LiveSessionsConfig() => AddColumn(new MemoryOfALiveSessionColumn());
}
