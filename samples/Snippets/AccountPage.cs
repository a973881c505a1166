using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Okta.Logout.AspNetCore;

namespace Snippets;

internal sealed class AccountPage : PageModel
{
    #region results
    public IActionResult OnPostSignOut() => new OktaSignOutResult(returnUrl: "/goodbye");
    #endregion
}
