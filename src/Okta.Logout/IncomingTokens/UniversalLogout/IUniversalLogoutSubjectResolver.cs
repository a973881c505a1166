namespace Okta.Logout;

/// <summary>
/// Finds the user whom Okta names among the app's own users. Register one, with any lifetime, if the app can tell whether a user exists, or if Okta
/// names users by the app's own ids.
/// </summary>
/// <remarks>
/// Without one, an e-mail address names every session with that <c>email</c> in its ID token, and an id names every session with that <c>sub</c>, for
/// each issuer of the org that asks; the response is the same whether the user is signed in or not.
/// </remarks>
public interface IUniversalLogoutSubjectResolver
{
    /// <summary>Finds the sessions to end.</summary>
    /// <param name="request">The request, which is authentic.</param>
    /// <param name="cancellationToken">Cancelled when the caller has gone, or after 10 seconds. The library does not wait longer than that.</param>
    /// <returns>The sessions, or why there are none. After an exception, the response is 503, so that Okta can try again.</returns>
    ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default);
}
