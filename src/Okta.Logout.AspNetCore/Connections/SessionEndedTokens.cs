using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The tokens that were given out for one request: one for each scheme that was asked for. The sessions are watched until the request is over.</summary>
internal sealed class SessionEndedTokens
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CancellationToken> _tokens = new(StringComparer.Ordinal);

    public static CancellationToken Get(HttpContext context, string? cookieScheme, ConnectionSessions connections)
    {
        if (context.Features.Get<RequestSessions>() is null && context.Features.Get<IAuthenticationFeature>() is null)
            throw new InvalidOperationException("OL7301: The request has not been authenticated yet, so its session is not known. Call GetSessionEndedToken after app.UseAuthentication().").WithHelpLink();
        if (context.Features.Get<SessionEndedTokens>() is not { } tokens)
            context.Features.Set(tokens = new SessionEndedTokens());
        return tokens.GetOrAdd(context, cookieScheme, connections);
    }

    private CancellationToken GetOrAdd(HttpContext context, string? cookieScheme, ConnectionSessions connections)
    {
        lock (_lock)
        {
            if (_tokens.TryGetValue(cookieScheme ?? "", out var known))
                return known;
            var sessions = ConnectionSessions.Of(context, cookieScheme);
            var accessToken = context.Features.Get<AccessTokenSession>() is { } found && (cookieScheme is null || cookieScheme == found.Scheme) ? found : null;
            if (sessions.Count == 0 && accessToken is null)
                return CancellationToken.None;
            var watched = connections.Watch(sessions, accessToken);
            context.Response.RegisterForDispose(watched);
            return _tokens[cookieScheme ?? ""] = watched.Ended;
        }
    }
}
