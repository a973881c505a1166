using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Writes the pages that users may see. Register an implementation of your own to replace them.</summary>
/// <remarks>The status, <c>Cache-Control</c> and <c>Referrer-Policy</c> are set before; the pages add the body, the content type and the content security policy.</remarks>
public interface IOktaLogoutPages
{
    /// <summary>Writes the response to <c>GET /signout</c>: a page that asks whether to sign out.</summary>
    /// <param name="context">The request.</param>
    /// <param name="form">The page's form.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteConfirmationAsync(HttpContext context, ConfirmationForm form);

    /// <summary>Writes the response to a sign-out: a page whose form takes the browser to Okta, by itself or by a button.</summary>
    /// <param name="context">The request; the user is signed out of the app already.</param>
    /// <param name="request">Endpoint and fields of the form. The fields hold the ID token: never cache or log the page.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteFormPostAsync(HttpContext context, LogoutRequest request);

    /// <summary>
    /// Writes the response to a sign-out during which Okta could not be reached: the user is signed out of the app, and is told that the Okta session may
    /// still be open.
    /// </summary>
    /// <param name="context">The request; the user is signed out of the app already.</param>
    /// <param name="request">The request to offer for another attempt; <see langword="null"/> if there is none.</param>
    /// <param name="returnUrl">Where the user goes next, already checked.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl);

    /// <summary>
    /// Writes the response to a sign-out that is not complete: the app itself may still treat the user as signed in, because the end of the session could not
    /// be recorded, or a cookie could not be read. The library tries again in the background.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The request that ends the Okta session; <see langword="null"/> if there is none.</param>
    /// <param name="returnUrl">Where the user goes next, already checked.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteIncompleteAsync(HttpContext context, LogoutRequest? request, string returnUrl);

    /// <summary>
    /// Writes the response to a sign-out that has no logout request, although the user had signed in with Okta: the user is signed out of the app, and is
    /// told that the Okta session may still be open.
    /// </summary>
    /// <param name="context">The request; the user is signed out of the app already.</param>
    /// <param name="returnUrl">Where the user goes next, already checked.</param>
    /// <returns>A task that ends when the page is written.</returns>
    /// <remarks>Unless implemented, the page of <see cref="WriteOktaUnreachableAsync"/> is written.</remarks>
    Task WriteOktaSessionOpenAsync(HttpContext context, string returnUrl) => WriteOktaUnreachableAsync(context, null, returnUrl);
}
