using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace LocalOkta;

/// <summary>Which apps were used in which session.</summary>
public sealed class SessionApps(ClientDirectory clients)
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _clientIds = new(StringComparer.Ordinal);

    public void Add(string sid, string clientId) => _clientIds.AddOrUpdate(sid, [clientId], (_, known) => known.Add(clientId));

    public IReadOnlyList<ClientSettings> UsedIn(string sid) =>
        _clientIds.TryGetValue(sid, out var used) ? [.. clients.All.Where(client => used.Contains(client.ClientId))] : [];

    public void Forget(string sid) => _clientIds.TryRemove(sid, out _);
}
