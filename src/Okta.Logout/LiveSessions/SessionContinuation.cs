using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Finds out whether a session goes on, also if a request has given it another ticket id to end copies of its cookie.</summary>
internal sealed class SessionContinuation(
    ISessionRevocationStore store, PendingRevocations pending, IOptions<SessionTerminationOptions> options, TimeProvider timeProvider)
{
    /// <summary>Returns the session as it goes on; null if it has ended.</summary>
    /// <exception cref="Exception">The list cannot be read.</exception>
    public async ValueTask<SessionDescriptor?> FindAsync(SessionDescriptor session)
    {
        while (await IsRevokedAsync(session).ConfigureAwait(false))
        {
            if (session.TicketId is not { } ticketId)
                return null;
            var next = session.With(ticketId: TicketReplacement.NextOf(ticketId));
            if (!await IsReplacedAsync(ticketId, next).ConfigureAwait(false))
                return null;
            session = next;
        }

        return session;
    }

    // The user's other sessions end first, then the mark is written, then the old ticket ends. So before the mark is there, what ends this session can only be
    // the entry that spares the next ticket. Where the list cannot be read, what this node knows decides: whatever else ended the session ends the next ticket too.
    private async ValueTask<bool> IsReplacedAsync(string ticketId, SessionDescriptor next)
    {
        // Asked in the order opposite to that in which they are written, so that a ticket that has ended without its mark has none.
        var hasEnded = await IsKnownToBeRevokedAsync(SessionDescriptor.ForTicket(ticketId)).ConfigureAwait(false);
        if (await IsKnownToBeRevokedAsync(SessionDescriptor.ForTicket(TicketReplacement.MarkOf(ticketId))).ConfigureAwait(false))
            return true;
        return !hasEnded && !await IsKnownToBeRevokedAsync(next).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsKnownToBeRevokedAsync(SessionDescriptor session)
    {
        try
        {
            return await IsRevokedAsync(session).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private ValueTask<bool> IsRevokedAsync(SessionDescriptor session)
    {
        if (pending.IsRevoked(session))
            return new(true);
        return store is INonBlockingRevocationStore list ? new(list.IsRevoked(session)) : new(AskAsync(session));
    }

    private Task<bool> AskAsync(SessionDescriptor session) => BoundedCall.RunAsync(
        options.Value.TerminatorTimeout, token => store.IsRevokedAsync(session, token).AsTask(), on: null, timeProvider, CancellationToken.None);
}
