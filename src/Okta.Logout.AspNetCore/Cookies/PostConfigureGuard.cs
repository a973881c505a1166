using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Guards the options of schemes even if the app has an options monitor of its own.</summary>
internal sealed class PostConfigureGuard(GuardedOptions guarded) : IPostConfigureOptions<CookieAuthenticationOptions>, IPostConfigureOptions<OpenIdConnectOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options) => guarded.Guard(name ?? Options.DefaultName, options);

    public void PostConfigure(string? name, OpenIdConnectOptions options) => guarded.Guard(name ?? Options.DefaultName, options);
}
