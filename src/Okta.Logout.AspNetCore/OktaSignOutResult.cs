using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Okta.Logout.AspNetCore;

/// <summary>A result that signs out and sends the browser on: for minimal APIs, MVC actions and Razor Pages handlers of POST requests.</summary>
/// <param name="returnUrl">As for <see cref="OktaLogoutHttpContextExtensions.SignOutOfOktaAsync"/>.</param>
/// <param name="properties">As for <see cref="OktaLogoutHttpContextExtensions.SignOutOfOktaAsync"/>.</param>
public sealed class OktaSignOutResult(string? returnUrl = null, OktaSignOutProperties? properties = null) : IActionResult, IResult
{
    /// <summary>Gets where the user goes after the sign-out, if that is allowed.</summary>
    public string? ReturnUrl { get; } = returnUrl;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var (result, checkedReturnUrl) = await OktaLogoutHttpContextExtensions.Service<WebSignOut>(httpContext).RunAsync(httpContext, ReturnUrl, properties);
        await OktaLogoutHttpContextExtensions.Service<SignOutResponse>(httpContext).WriteAsync(httpContext, result, checkedReturnUrl);
    }

    /// <inheritdoc/>
    public Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ExecuteAsync(context.HttpContext);
    }
}
