using System.Collections.Concurrent;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Sign-outs by browsers that wait for the response of this node. Their page has begun to leave for Okta: if something else sends it elsewhere, it does not get there.
/// </summary>
internal sealed class SignOutsUnderWay
{
    private readonly ConcurrentDictionary<string, Task> _responses = new(StringComparer.Ordinal);

    /// <summary>Notes that a browser signs out, until the result is disposed of.</summary>
    public IDisposable Begin(IEnumerable<RequestSession> sessions)
    {
        var response = new Response(_responses, [.. TicketsOf(sessions)]);
        response.Begin();
        return response;
    }

    /// <summary>Waits until no browser with one of these sessions waits for its response.</summary>
    public Task WhenRespondedAsync(IEnumerable<RequestSession> sessions) =>
        Task.WhenAll(TicketsOf(sessions).Select(ticket => _responses.GetValueOrDefault(ticket, Task.CompletedTask)));

    private static IEnumerable<string> TicketsOf(IEnumerable<RequestSession> sessions) => sessions.Select(session => session.Session.TicketId).OfType<string>();

    private sealed class Response(ConcurrentDictionary<string, Task> responses, IReadOnlyList<string> tickets) : IDisposable
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Begin()
        {
            foreach (var ticket in tickets)
                responses[ticket] = _sent.Task;
        }

        public void Dispose()
        {
            foreach (var ticket in tickets)
                responses.TryRemove(new(ticket, _sent.Task));
            _sent.TrySetResult();
        }
    }
}
