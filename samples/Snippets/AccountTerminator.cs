using Microsoft.Identity.Web.TokenCacheProviders;
using Okta.Logout;

namespace Snippets;

#region account-terminator
internal sealed class AccountTerminator(IMsalTokenCacheProvider tokens) : ISessionTerminator
{
    public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        var target = termination.Target;
        var subject = termination.Session?.Subject ?? (target.Kind is SessionTargetKind.Subject ? target.Value : null);
        if (subject is not null)
            await tokens.ClearAsync(subject);
    }
}
#endregion
