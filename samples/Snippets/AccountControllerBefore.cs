using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace Snippets;

public sealed class AccountControllerBefore : Controller
{
    #region migration-mvc-before
    [HttpPost]
    public IActionResult LogOut() => new SignOutResult(
        [OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme],
        new AuthenticationProperties { RedirectUri = "/Home" });
    #endregion
}
