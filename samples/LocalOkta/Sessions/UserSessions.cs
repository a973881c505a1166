using OpenIddict.Abstractions;

namespace LocalOkta;

/// <summary>Okta's "Clear user sessions": all browsers of a user are signed out of the org, and all tokens revoked if asked for.</summary>
internal sealed class UserSessions(BrowserSessionStore sessions, SessionApps apps, TokenChanges changes, IServiceScopeFactory scopes)
{
    public async Task ClearAsync(DemoUser user, bool revokesTokens, CancellationToken cancellationToken)
    {
        foreach (var session in sessions.EndAll(user))
        {
            apps.Forget(session.Sid);
        }

        if (!revokesTokens)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        await changes.RunAsync(
            async () => await tokens.RevokeBySubjectAsync(user.Id, cancellationToken), cancellationToken);
    }
}
