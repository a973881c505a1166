namespace LocalOkta;

/// <summary>Who is signed in and which tokens are valid, for tests.</summary>
internal static class StateEndpoint
{
    public static void MapState(this IEndpointRouteBuilder app) => app.MapGet("/api/state", HandleAsync);

    private static async Task<IResult> HandleAsync(
        BrowserSessionStore sessions, SessionApps apps, TokenList tokens, CancellationToken cancellationToken) =>
        Results.Json(new
        {
            Sessions = sessions.Live.Select(session => new
            {
                session.Sid,
                Sub = session.User.Id,
                ClientIds = apps.UsedIn(session.Sid).Select(client => client.ClientId),
            }),
            Tokens = (await tokens.ReadAsync(cancellationToken))
                .Select(token => new { token.ClientId, token.Subject, token.Type, token.Status }),
        });
}
