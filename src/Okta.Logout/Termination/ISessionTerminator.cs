namespace Okta.Logout;

/// <summary>Ends what an app itself keeps of a session: carts, caches, open connections.</summary>
/// <remarks>
/// <para>
/// Runs in a scope of its own, on threads that serve nothing else, so that it may block. An exception, or more time than
/// <see cref="SessionTerminationOptions.TerminatorTimeout"/>, is reported as a failed step and stops neither the other terminators nor the sign-out.
/// </para>
/// <para>
/// For requests that anybody can send (<see cref="EndSessionsRequest.IsUnconfirmed"/>), such as front-channel logout, terminators run after the response, for a few terminations at a
/// time, and once for equal targets within a minute. Their failures are only logged.
/// </para>
/// </remarks>
public interface ISessionTerminator
{
    /// <summary>Ends the sessions that the termination names. May be called more than once for the same session.</summary>
    /// <param name="termination">Which sessions end, and why.</param>
    /// <param name="cancellationToken">Cancelled when the terminator's time is over.</param>
    /// <returns>A task that completes when the work is done.</returns>
    ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken);
}
