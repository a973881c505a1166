using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Makes the next sign-in of a browser ask for credentials, once (<c>prompt=login</c>, OpenID Connect Core 1.0, section 3.1.2.1). A protected cookie
/// remembers it: another app on the same host cannot read it and leaves it alone.
/// </summary>
internal sealed class SignInPrompt(TextProtector protector, PublicAddress publicAddress, IOptions<OktaLogoutWebOptions> options, TimeProvider timeProvider)
{
    private const string Name = ".Okta.Logout.Prompt";
    private const string Purpose = "Okta.Logout.AspNetCore.SignInPrompt.v1";
    private const char Separator = '\n';

    /// <summary>Requests the prompt.</summary>
    /// <param name="context">The request that signs out.</param>
    /// <param name="schemes">The OpenID Connect schemes that began the sessions; none for the next sign-in by any scheme.</param>
    public void Request(HttpContext context, IEnumerable<string> schemes) =>
        Write(context, schemes, timeProvider.GetUtcNow() + options.Value.StateLifetime);

    /// <summary>Adds the prompt to a sign-in, unless it is a silent one, which cannot ask.</summary>
    public void Apply(RedirectContext context)
    {
        if (Read(context.HttpContext) is not ({ } schemes, { } expiresAt) || schemes.Length > 0 && !schemes.Contains(context.Scheme.Name, StringComparer.Ordinal))
            return;
        var prompts = (context.ProtocolMessage.Prompt ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (prompts.Contains("none", StringComparer.Ordinal))
            return;
        if (!prompts.Contains("login", StringComparer.Ordinal))
            context.ProtocolMessage.Prompt = string.Join(' ', ["login", .. prompts]);
        string[] others = [.. schemes.Where(scheme => scheme != context.Scheme.Name)];
        if (others.Length > 0)
            Write(context.HttpContext, others, expiresAt);
        else
            context.Response.Cookies.Delete(Name, Options(context.HttpContext));
    }

    private void Write(HttpContext context, IEnumerable<string> schemes, DateTimeOffset expiresAt)
    {
        var text = string.Join(Separator, [expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), .. schemes.Distinct(StringComparer.Ordinal)]);
        if (protector.Protect(Purpose, Encoding.UTF8.GetBytes(text)) is not { } value)
            return;
        var cookie = Options(context);
        cookie.MaxAge = expiresAt - timeProvider.GetUtcNow();
        context.Response.Cookies.Append(Name, value, cookie);
    }

    private (string[] Schemes, DateTimeOffset ExpiresAt)? Read(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Name, out var value) || protector.Unprotect(Purpose, value) is not { } payload)
            return null;
        var parts = Encoding.UTF8.GetString(payload).Split(Separator);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return expiresAt > timeProvider.GetUtcNow() ? (parts[1..], expiresAt) : null;
    }

    // Lax, because the browser may come to the sign-in from the provider's page.
    private CookieOptions Options(HttpContext context) => new()
    {
        Path = publicAddress.PathBase(context) is { HasValue: true } pathBase ? pathBase.ToUriComponent() : "/",
        HttpOnly = true,
        IsEssential = true,
        Secure = publicAddress.IsHttps(context),
        SameSite = SameSiteMode.Lax,
    };
}
