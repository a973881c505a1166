using System.Collections.Concurrent;

namespace LocalOkta;

/// <summary>Who is suspended or deactivated. The sessions and tokens of such a user end, as at Okta, and the apps are not told.</summary>
internal sealed class UserLifecycle(UserSessions sessions)
{
    private readonly ConcurrentDictionary<string, UserStatus> _statuses = new(StringComparer.Ordinal);

    public UserStatus StatusOf(DemoUser user) => _statuses.GetValueOrDefault(user.Id, UserStatus.Active);

    /// <returns>False if the user's status does not allow the change.</returns>
    public async Task<bool> ChangeAsync(DemoUser user, LifecycleChange change, CancellationToken cancellationToken)
    {
        if (!change.From.Contains(StatusOf(user)))
        {
            return false;
        }

        // Before the sessions end, so that none begins in between.
        _statuses[user.Id] = change.To;
        if (change.To is not UserStatus.Active)
        {
            await sessions.ClearAsync(user, revokesTokens: true, cancellationToken);
        }

        return true;
    }
}
