using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace LocalOkta;

/// <summary>The session of a browser at the org.</summary>
public static class BrowserSessionServices
{
    internal static void AddBrowserSessions(this IServiceCollection services)
    {
        services.AddDataProtection().AddKeyManagementOptions(options =>
        {
            options.XmlRepository = new MemoryKeys();
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddSingleton<BrowserSessionStore>();
        services.AddSingleton<SessionApps>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<UserLifecycle>();
        // No default scheme, because antiforgery tokens would be bound to the user, and one of two tabs at the sign-in page would be refused.
        services.AddAuthentication().AddCookie(options =>
        {
            // Browsers share cookies between the ports of a host, so the names must differ from those of the apps.
            options.Cookie.Name = "LocalOkta.Session";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromHours(2);
        });
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<BrowserSessionStore>((options, store) => options.SessionStore = store);
        services.AddAntiforgery(options => options.Cookie.Name = "LocalOkta.Antiforgery");
    }

    public static async Task<BrowserSession?> GetBrowserSessionAsync(this HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return SessionPrincipal.Read(ticket.Principal);
    }

    public static async Task BeginBrowserSessionAsync(this HttpContext context, DemoUser user, DateTimeOffset now)
    {
        // The handler would renew the session that it finds; two users never share one.
        await context.EndBrowserSessionAsync();
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SessionPrincipal.Begin(user, now));
    }

    internal static Task EndBrowserSessionAsync(this HttpContext context) =>
        context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
}
