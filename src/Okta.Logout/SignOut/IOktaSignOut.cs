namespace Okta.Logout;

/// <summary>Ends sessions, and says what happened.</summary>
public interface IOktaSignOut
{
    /// <summary>Signs this user out, now: ends the local session, then revokes the tokens, then builds the request that ends the Okta session.</summary>
    /// <param name="request">Which session, with which tokens.</param>
    /// <param name="cancellationToken">Ends the remote work. The local session ends in any case, before this is looked at.</param>
    /// <returns>The receipt. What Okta, the network, the store or a terminator does is a line in it, never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the local session has ended.</exception>
    Task<SignOutResult> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends sessions that are elsewhere: on other devices, in other browsers.</summary>
    /// <param name="target">Whose sessions.</param>
    /// <param name="reason">What asked for it.</param>
    /// <param name="cancellationToken">Looked at before the work begins: a termination is not left half done.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the work began.</exception>
    Task<EndSessionsResult> EndSessionsAsync(SessionTarget target, SessionTerminationReason reason, CancellationToken cancellationToken = default);
}
