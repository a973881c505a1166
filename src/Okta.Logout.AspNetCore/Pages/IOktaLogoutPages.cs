using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The pages that users may see. Register an implementation of your own to replace them.</summary>
/// <remarks>Status 200, <c>Cache-Control</c> and <c>Referrer-Policy</c> are set before; the pages add body, content type and content security policy.</remarks>
public interface IOktaLogoutPages
{
    /// <summary>Writes the answer to <c>GET /signout</c>: a page that asks whether to sign out.</summary>
    /// <param name="context">The request.</param>
    /// <param name="action">The path that the page's form has to POST to.</param>
    /// <param name="returnUrl">The value of a hidden field <c>returnUrl</c>, already checked; <see langword="null"/> for no field.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteConfirmationAsync(HttpContext context, string action, string? returnUrl);

    /// <summary>Writes the answer to a sign-out: a page whose form takes the browser to Okta, by itself or by a button.</summary>
    /// <param name="context">The request; the user is signed out of the app already.</param>
    /// <param name="request">Endpoint and fields of the form. The fields hold the ID token: never cache or log the page.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteFormPostAsync(HttpContext context, LogoutRequest request);

    /// <summary>Writes the answer to a sign-out during which Okta could not be reached: the user is signed out of the app, and is told that Okta is not.</summary>
    /// <param name="context">The request; the user is signed out of the app already.</param>
    /// <param name="request">The request to offer for another try; <see langword="null"/> where there is none.</param>
    /// <param name="returnUrl">Where the user goes on, already checked.</param>
    /// <returns>A task that ends when the page is written.</returns>
    Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl);
}
