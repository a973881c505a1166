using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Lists the live sessions of a user, and ends them: <c>AddUserSessions()</c> (OWASP ASVS 5.0, V7.4.5 and V7.5.2).</summary>
/// <remarks>
/// Only sessions that began, or were used, since the record was added are known. To end all other sessions of a user, known or not, call
/// <see cref="OktaLogoutHttpContextExtensions.EndOtherSessionsAsync"/>; to end those of everyone, <see cref="IOktaSignOut.EndSessionsAsync"/> with
/// <see cref="SessionTarget.ForEveryone"/>.
/// </remarks>
public interface IUserSessions
{
    /// <summary>Returns the live sessions of the user of a request, the one that was used last first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The sessions; empty if nobody is signed in.</returns>
    /// <exception cref="TimeoutException">The store did not respond in time.</exception>
    /// <exception cref="Exception">The store threw it.</exception>
    Task<IReadOnlyList<UserSession>> ListAsync(HttpContext context, CancellationToken cancellationToken = default);

    /// <summary>Returns the live sessions of a user, for an administrator.</summary>
    /// <param name="issuer">The issuer of the subject.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The sessions, the one that was used last first.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="subject"/> is null or empty.</exception>
    /// <exception cref="TimeoutException">The store did not respond in time.</exception>
    /// <exception cref="Exception">The store threw it.</exception>
    Task<IReadOnlyList<UserSession>> ListOfUserAsync(string issuer, string subject, CancellationToken cancellationToken = default);

    /// <summary>Ends one session of the user of a request. That of another user is not found.</summary>
    /// <param name="context">The request. The caller has to make sure that the user sent it: protection against requests from other sites is up to the app.</param>
    /// <param name="id">The <see cref="UserSession.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the search. A session that was found is ended all the same.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="TimeoutException">The store did not respond in time; nothing was ended.</exception>
    /// <exception cref="Exception">The store threw it; nothing was ended.</exception>
    Task<UserSessionEnding> EndAsync(HttpContext context, string id, CancellationToken cancellationToken = default);

    /// <summary>Ends one session of a user, for an administrator.</summary>
    /// <param name="issuer">The issuer of the subject.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="id">The <see cref="UserSession.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the search. A session that was found is ended all the same.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="subject"/> is null or empty.</exception>
    /// <exception cref="TimeoutException">The store did not respond in time; nothing was ended.</exception>
    /// <exception cref="Exception">The store threw it; nothing was ended.</exception>
    Task<UserSessionEnding> EndOfUserAsync(string issuer, string subject, string id, CancellationToken cancellationToken = default);
}
