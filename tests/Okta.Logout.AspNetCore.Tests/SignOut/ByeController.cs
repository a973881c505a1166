using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An MVC controller with a sign-out of its own.</summary>
[AllowAnonymous]
public sealed class ByeController : ControllerBase
{
    [HttpPost("/bye/mvc")]
    public IActionResult SignOutOfTheApp() => new OktaSignOutResult("/bye");
}
