namespace Okta.Logout;

/// <summary>
/// Finds the user that Okta means among the app's own users. Register one, of any lifetime, where the app can tell whether a user exists, or where Okta
/// names users by the app's own ids.
/// </summary>
/// <remarks>
/// Without one an e-mail address means every session with that <c>email</c> in its ID token, and an id means every session with that <c>sub</c>, under
/// each issuer of the org that asks; a user who is not signed in is answered like one who was.
/// </remarks>
public interface IUniversalLogoutSubjectResolver
{
    /// <summary>Finds the sessions to end.</summary>
    /// <param name="request">Whom Okta means; it is authentic.</param>
    /// <param name="cancellationToken">Cancelled when the caller has gone, or after 10 seconds.</param>
    /// <returns>The sessions, or why there are none. An exception is answered with 503, so that Okta can try again.</returns>
    ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default);
}
