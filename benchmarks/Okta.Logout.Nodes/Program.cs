using System.Globalization;
using Okta.Logout.Nodes;

// A node in a process of its own, for its time and memory.
if (args is ["--start", var startAddress])
{
    await Measurements.StartNodeAsync(startAddress);
    return;
}

var (revocations, entries) = args is [var first, var second] ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture)) : (10_000, 1_000_000);
await using var redis = await LocalRedis.StartAsync();
Console.WriteLine($"{Environment.ProcessorCount} cores; load average {await File.ReadAllTextAsync("/proc/loadavg")}");
foreach (var nodes in new[] { 2, 4, 8 })
{
    await Measurements.SpreadAsync($"UseRedis, {nodes} nodes", Node.OnRedis(redis.Address), nodes, revocations);
    await redis.EmptyAsync();
}

await Measurements.SpreadAsync("UseDistributedCache, 8 nodes", Node.OnCache(redis.Address), 8, revocations);
await redis.EmptyAsync();
await Measurements.FillAndStartAsync(redis.Address, entries);
Console.WriteLine($"load average {await File.ReadAllTextAsync("/proc/loadavg")}");
