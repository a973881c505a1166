using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Keeps tickets, and never finishes removing one.</summary>
internal sealed class HangingTicketStore : ITicketStore
{
    private readonly Dictionary<string, AuthenticationTicket> _tickets = [];
    private readonly TaskCompletionSource _removal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task RemovalBegan => _removal.Task;

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = $"key-{_tickets.Count}";
        _tickets[key] = ticket;
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        _tickets[key] = ticket;
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(_tickets.GetValueOrDefault(key));

    public Task RemoveAsync(string key)
    {
        _removal.TrySetResult();
        return new TaskCompletionSource().Task;
    }
}
