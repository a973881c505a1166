using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs out from an app's own code.</summary>
public static class OktaLogoutHttpContextExtensions
{
    /// <summary>Signs this browser's user out: ends the session, deletes the cookie, revokes the tokens. Writes no body.</summary>
    /// <param name="context">The request. The caller has to know that it is the user's own: antiforgery is the app's here.</param>
    /// <param name="returnUrl">
    /// Where the user ends up after Okta: a local path, or within an allowed origin. Anything else means <see cref="OktaLogoutWebOptions.SignedOutPath"/>.
    /// </param>
    /// <returns>The receipt. Send the browser to its <see cref="SignOutResult.OktaLogout"/>, or return <see cref="OktaSignOutResult"/>, which does all of it.</returns>
    /// <exception cref="InvalidOperationException"><c>AddOktaLogout</c> or <c>MapOktaLogout</c> was not called.</exception>
    public static async Task<SignOutResult> SignOutOfOktaAsync(this HttpContext context, string? returnUrl = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (await Service<WebSignOut>(context).RunAsync(context, returnUrl)).Result;
    }

    internal static T Service<T>(HttpContext context)
        where T : notnull =>
        context.RequestServices.GetService<T>() ?? throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
}
