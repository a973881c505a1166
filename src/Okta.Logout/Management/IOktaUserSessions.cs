namespace Okta.Logout;

/// <summary>Ends the sessions of users at Okta, by Okta's APIs for services and for users.</summary>
/// <remarks>
/// The browser's own sign-out does not need it: it ends the Okta session of that browser by the logout request. No method throws for what Okta, the network or the app's
/// <see cref="OktaUserSessionsOptions.AuthorizeRequest"/> does: the result says it.
/// </remarks>
public interface IOktaUserSessions
{
    /// <summary>Clears all Okta sessions of a user: <c>DELETE /api/v1/users/{id}/sessions</c>. The sessions of apps go on.</summary>
    /// <param name="userId">The user's id or login at Okta.</param>
    /// <param name="options">What ends with the sessions; with <see langword="null"/>, the tokens end and the devices are remembered.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result. A user without sessions is a success.</returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is null, empty or no name of a user.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; Okta may have done it.</exception>
    Task<OktaCallResult> ClearAsync(string userId, ClearOktaSessionsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Clears all Okta sessions and tokens of a user, and signs the user out of the apps with Universal Logout: <c>POST /oauth2/v1/global-token-revocation</c>.</summary>
    /// <param name="userId">The user's id at Okta: the <c>sub</c> of ID tokens.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is null, empty or no name of a user.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; Okta may have done it.</exception>
    Task<OktaCallResult> RevokeGloballyAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>Signs a user out everywhere at Okta, by the user's own wish: <c>DELETE /idp/myaccount/sessions</c>.</summary>
    /// <param name="accessToken">An access token of the user from the org authorization server, with the scope <c>okta.myAccount.sessions.manage</c>.</param>
    /// <param name="options">What ends with the sessions; with <see langword="null"/>, the tokens end, and also the session that the token belongs to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException"><paramref name="accessToken"/> is null or empty, or no token.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; Okta may have done it.</exception>
    Task<OktaCallResult> ClearOwnAsync(string accessToken, ClearOwnOktaSessionsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Ends a user's sessions in this app, and then all of the user's sessions and tokens at Okta.</summary>
    /// <param name="userId">The user's id at Okta, which is the <c>sub</c> of ID tokens.</param>
    /// <param name="cancellationToken">Looked at only before the work begins.</param>
    /// <returns>
    /// The receipt, with the step <see cref="SignOutStepNames.OktaSessions"/>. The sessions in the app end whatever Okta does.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is null, empty or no name of a user.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the work began.</exception>
    Task<TerminationReceipt> EndEverywhereAsync(string userId, CancellationToken cancellationToken = default);
}
