using Microsoft.AspNetCore.Mvc;
using Okta.Logout.AspNetCore;

namespace Snippets;

public sealed class AccountControllerAfter : Controller
{
    #region migration-mvc-after
    [HttpPost, ValidateAntiForgeryToken]
    public IActionResult LogOut() => new OktaSignOutResult("/Home");
    #endregion
}
