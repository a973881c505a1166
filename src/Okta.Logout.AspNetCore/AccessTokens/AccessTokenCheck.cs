using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks the revocation list about each name of a token's user, and remembers the token for what the request keeps open.</summary>
internal sealed class AccessTokenCheck(RevocationCheck revocation, IOptions<OktaLogoutWebOptions> options) : IAccessTokenCheck
{
    private readonly AccessTokenSessions _sessions = new();
    private readonly bool _allowsUnchecked = options.Value.OnRevocationCheckFailure is RevocationCheckFailure.Allow;

    public ValueTask<AccessTokenStatus> CheckAsync(HttpContext context, string scheme, ValidatedAccessToken token)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(token.Issuer, nameof(token));
        var session = _sessions.Get(scheme, token);
        for (var i = 0; i < session.Sessions.Count; i++)
        {
            var check = revocation.RunAsync(session.Sessions[i]);
            if (!check.IsCompletedSuccessfully)
                return AwaitAsync(context, session, i, check);
            if (Refusal(check.Result) is { } refusal)
                return new(refusal);
        }

        return new(Accept(context, session));
    }

    private async ValueTask<AccessTokenStatus> AwaitAsync(HttpContext context, AccessTokenSession session, int index, ValueTask<SessionCheck> check)
    {
        while (true)
        {
            if (Refusal(await check) is { } refusal)
                return refusal;
            if (++index == session.Sessions.Count)
                return Accept(context, session);
            check = revocation.RunAsync(session.Sessions[index]);
        }
    }

    private AccessTokenStatus? Refusal(SessionCheck result) => result switch
    {
        SessionCheck.Ended => AccessTokenStatus.Revoked,
        SessionCheck.Unknown when !_allowsUnchecked => AccessTokenStatus.Unknown,
        _ => null,
    };

    private static AccessTokenStatus Accept(HttpContext context, AccessTokenSession session)
    {
        context.Features.Set(session);
        return AccessTokenStatus.Accepted;
    }
}
