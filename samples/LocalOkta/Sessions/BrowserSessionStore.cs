using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LocalOkta;

/// <summary>Keeps the sessions on the server, so that ending one also kills every copy of its cookie.</summary>
internal sealed class BrowserSessionStore(TimeProvider clock) : ITicketStore
{
    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    public IReadOnlyList<BrowserSession> Live =>
    [
        .. _tickets.Values.Where(IsLive)
            .Select(ticket => SessionPrincipal.Read(ticket.Principal))
            .OfType<BrowserSession>()
            .OrderBy(session => session.Started),
    ];

    public IReadOnlyList<BrowserSession> EndAll(DemoUser user)
    {
        List<BrowserSession> ended = [];
        foreach (var (key, ticket) in _tickets)
        {
            if (SessionPrincipal.Read(ticket.Principal) is { } session && session.User == user && _tickets.TryRemove(key, out _))
            {
                ended.Add(session);
            }
        }

        return ended;
    }

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
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
        _tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    private bool IsLive(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc > clock.GetUtcNow();
}
