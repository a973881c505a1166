using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalOkta;

/// <summary>Ends the browser's session, and has the browser tell the apps that were used in it before it goes on.</summary>
internal sealed class BrowserSignOut(SessionApps apps, OktaIssuers issuers, SignOutSignals signals)
{
    /// <param name="context">The request of the browser.</param>
    /// <param name="session">The session to end.</param>
    /// <param name="initiator">The app that signs the user out, and so need not be told; null if it is none.</param>
    /// <param name="target">Where the browser goes afterwards.</param>
    public async Task<IResult> EndAsync(HttpContext context, BrowserSession session, ClientSettings? initiator, string target)
    {
        var notices = NoticesFor(session.Sid, initiator);
        await context.EndBrowserSessionAsync();
        apps.Forget(session.Sid);
        signals.Announce(session.User);
        return notices.Count == 0
            ? Results.Redirect(target)
            : new RazorComponentResult<SigningOutPage>(new { Notices = notices, Target = target });
    }

    private IReadOnlyList<LogoutNotice> NoticesFor(string sid, ClientSettings? initiator) =>
    [
        .. from client in apps.UsedIn(sid)
           where client != initiator
           let endpoint = client.FrontChannelLogoutUri
           where endpoint is not null
           select new LogoutNotice(client.Label, UrlFor(endpoint, sid)),
    ];

    private string UrlFor(Uri endpoint, string sid) => QueryHelpers.AddQueryString(
        endpoint.OriginalString, new Dictionary<string, string?> { ["iss"] = issuers.AuthorizationServer, ["sid"] = sid });
}
