namespace Okta.Logout;

/// <summary>Ends sessions, and returns a receipt of what happened.</summary>
public interface IOktaSignOut
{
    /// <summary>Signs a user out: ends the local session, then revokes the tokens, then builds the request that ends the Okta session.</summary>
    /// <param name="request">Which session, with which tokens.</param>
    /// <param name="cancellationToken">Cancels the remote work. The local session has ended before the token is looked at.</param>
    /// <returns>The receipt. A failure of Okta, the network, the store or a terminator is a step in it, never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the local session has ended.</exception>
    Task<SignOutReceipt> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends sessions on other devices and in other browsers.</summary>
    /// <param name="request">Which sessions, and why.</param>
    /// <param name="cancellationToken">Looked at only before the work begins, so that a termination is never left half done.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the work began.</exception>
    Task<TerminationReceipt> EndSessionsAsync(EndSessionsRequest request, CancellationToken cancellationToken = default);
}
