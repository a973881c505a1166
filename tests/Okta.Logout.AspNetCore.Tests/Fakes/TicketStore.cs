using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A ticket store as apps write them: it drops expired tickets, and a renewal puts a removed ticket back. A test can break it.</summary>
/// <param name="clock">The clock by which tickets expire; without one, they are kept.</param>
internal sealed class TicketStore(TimeProvider? clock = null) : ITicketStore
{
    private readonly ConcurrentDictionary<string, byte[]> _tickets = new();
    private readonly TaskCompletionSource _removal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>How reads fail.</summary>
    public StoreFault Reads { get; set; }

    /// <summary>How removals fail.</summary>
    public StoreFault Removals { get; set; }

    public Task RemovalBegan => _removal.Task;

    public IEnumerable<string> Keys => _tickets.Keys;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = $"ticket-{Interlocked.Increment(ref _count)}";
        await RenewAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        _tickets[key] = TicketSerializer.Default.Serialize(ticket);
        return Task.CompletedTask;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await Reads.FailAsync();
        var ticket = _tickets.TryGetValue(key, out var bytes) ? TicketSerializer.Default.Deserialize(bytes) : null;
        return ticket?.Properties.ExpiresUtc <= clock?.GetUtcNow() ? null : ticket;
    }

    public async Task RemoveAsync(string key)
    {
        _removal.TrySetResult();
        await Removals.FailAsync();
        _tickets.TryRemove(key, out _);
    }
}
