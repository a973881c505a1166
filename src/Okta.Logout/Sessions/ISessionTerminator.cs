namespace Okta.Logout;

/// <summary>Ends what an app itself keeps of a session: carts, caches, open connections.</summary>
/// <remarks>
/// Runs in a scope of its own. An exception, or more time than <see cref="SessionTerminationOptions.TerminatorTimeout"/>, is reported as a
/// failed step and stops neither the other terminators nor the sign-out.
/// </remarks>
public interface ISessionTerminator
{
    /// <summary>Ends the sessions that the termination means. May be called more than once for the same session.</summary>
    /// <param name="termination">Whom it means, and why.</param>
    /// <param name="cancellationToken">Cancelled when the terminator's time is over.</param>
    /// <returns>A task that ends when the work is done.</returns>
    ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken);
}
