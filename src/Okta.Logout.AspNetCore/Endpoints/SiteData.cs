using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Tells the browser at the end of a sign-out to clear what the app has stored (W3C Clear Site Data, section 3.1). Not before: the way to Okta and back needs cookies.
/// </summary>
internal sealed class SiteData(IOptions<OktaLogoutWebOptions> options)
{
    private const string Header = "Clear-Site-Data";

    private readonly string _types = string.Join(", ", options.Value.ClearSiteData.Order(StringComparer.Ordinal).Select(type => $"\"{type}\""));

    public void Clear(HttpContext context)
    {
        if (_types.Length > 0)
            context.Response.Headers[Header] = _types;
    }
}
