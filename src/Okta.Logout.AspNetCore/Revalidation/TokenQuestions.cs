using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Asks Okta about the refresh tokens of sessions: once for all nodes, a few at a time, and not while Okta gives no answers. Only a clear answer ends a session.
/// </summary>
internal sealed partial class TokenQuestions(
    SharedQuestions shared,
    IssuerRegistrations registrations,
    TokenRefreshClient refreshes,
    SessionTerminationPipeline pipeline,
    RevocationCheck revocation,
    LateTokens lateTokens,
    RevalidationPace pace,
    IOptions<SessionRevalidationOptions> options,
    LogThrottle throttle,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<TokenQuestions> logger) : IDisposable
{
    // An app gets half of what an org allows each endpoint, and 75 requests of the org may be at work at once.
    private const int MostAtOnce = 16;
    private const string NoScheme = "no OpenID Connect scheme has the issuer of the session";

    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private readonly ConcurrentDictionary<string, QuestionPause> _pauses = new(StringComparer.Ordinal);

    /// <summary>Tells whether the issuer of a session has given no answer a short time ago.</summary>
    public bool ArePaused(RequestSession session) => PauseOf(session).IsOn(timeProvider.GetUtcNow());

    /// <summary>Asks, and notes the answer.</summary>
    /// <param name="note">Where the answer is noted.</param>
    /// <param name="session">The session.</param>
    /// <param name="retryAfter">How long no other node asks without an answer.</param>
    /// <param name="isRefused">Whether the session is refused until there is an answer: then it is not left to another node to get one.</param>
    public async Task AskAsync(SessionNote note, RequestSession session, TimeSpan retryAfter, bool isRefused)
    {
        // Outside of the lock of the note, and of the request.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var askedAt = timeProvider.GetUtcNow();
        try
        {
            var reservation = await shared.ReserveAsync(session.Session, askedAt + retryAfter);
            if (reservation is TokenReservation.Used)
                note.SetVerified(askedAt - pace.Earliest);
            else if (options.Value.RefreshTokens)
                await RefreshAsync(note, session, askedAt, reservation);
            else if (reservation is not TokenReservation.InProgress || isRefused)
                await ApplyAsync(note, session, askedAt, await IntrospectAsync(session));
        }
        catch (Exception exception)
        {
            // Code of the app, such as a client or a store of its own: no answer.
            Pause(session, exception.GetType().Name);
        }
    }

    public void Dispose() => _free.Dispose();

    // A refresh token that rotates must not be used twice. So without a reservation, nobody uses it.
    private async Task RefreshAsync(SessionNote note, RequestSession session, DateTimeOffset askedAt, TokenReservation? reservation)
    {
        if (reservation is not TokenReservation.Reserved)
            return;
        var result = await SendAsync(session, (scheme, _) => refreshes.RefreshAsync(scheme, session.Tokens.RefreshToken!)) ?? TokenRefreshResult.Unknown(NoScheme);
        if (result.Tokens is { } tokens)
        {
            note.SetRefreshed(session.Tokens.RefreshToken!, tokens);
            await RevokeIfEndedAsync(session, tokens);
        }

        var status = result.Tokens is not null ? TokenIntrospectionStatus.Active : result.Error is null ? TokenIntrospectionStatus.Inactive : TokenIntrospectionStatus.Unknown;
        await ApplyAsync(note, session, askedAt, new(status, error: result.Error));
    }

    // No cookie will bring a token that arrives after the sign-out.
    private async Task RevokeIfEndedAsync(RequestSession session, RefreshedTokens tokens)
    {
        if (tokens.RefreshToken is not null && tokens.RefreshToken != session.Tokens.RefreshToken && await IsEndedAsync(session.Session.TicketId!))
            await lateTokens.RevokeAsync(new(session.CookieScheme, new(), principal: null, session.Record with { RefreshToken = tokens.RefreshToken }));
    }

    private async Task ApplyAsync(SessionNote note, RequestSession session, DateTimeOffset askedAt, TokenIntrospectionResult result)
    {
        switch (result.Status)
        {
            case TokenIntrospectionStatus.Active:
                PauseOf(session).End();
                note.SetVerified(askedAt);
                await shared.SetVerifiedAsync(session.Session, askedAt + pace.Earliest);
                break;
            case TokenIntrospectionStatus.Inactive:
                PauseOf(session).End();
                await EndAsync(note, session);
                break;
            default:
                Pause(session, result.Error ?? "no verdict");
                break;
        }
    }

    private async Task<TokenIntrospectionResult> IntrospectAsync(RequestSession session) =>
        await SendAsync(session, (scheme, cancellationToken) => services.GetRequiredKeyedService<ITokenIntrospectionClient>(scheme)
            .IntrospectAsync(session.Tokens.RefreshToken!, TokenTypeHint.RefreshToken, cancellationToken))
        ?? new(TokenIntrospectionStatus.Unknown, error: NoScheme);

    // Null if no scheme of the app has the session's issuer.
    private async Task<TResult?> SendAsync<TResult>(RequestSession session, Func<string, CancellationToken, Task<TResult>> send)
        where TResult : class
    {
        if (await registrations.FindAsync(session.Session.Issuer, session.Record.OpenIdConnectScheme, session.Tokens.IdToken) is not { } scheme)
            return null;
        var time = services.GetRequiredService<IOptionsMonitor<OktaLogoutOptions>>().Get(scheme).RemoteTimeout;
        using var deadline = new Deadline(timeProvider, time, CancellationToken.None);
        await _free.WaitAsync(deadline.Token);
        try
        {
            // A client of the app may ignore the cancellation.
            var question = send(scheme, deadline.Token);
            BackgroundTask.Observe(question);
            return await question.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, deadline.Token);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task EndAsync(SessionNote note, RequestSession session)
    {
        var ticketId = session.Session.TicketId!;
        note.SetEnded();
        lateTokens.SetRevoked(session);

        // A sign-out revokes the token, too: a question at the same time is not another end of the session.
        if (await IsEndedAsync(ticketId))
            return;
        Log.Ended(logger, session.CookieScheme);
        await pipeline.RunAsync(SessionTarget.ForTicket(ticketId), SessionTerminationReason.TokenNoLongerValid, isUnconfirmed: false);
    }

    private async Task<bool> IsEndedAsync(string ticketId) => await revocation.RunAsync(SessionDescriptor.ForTicket(ticketId)) is SessionCheck.Ended;

    private void Pause(RequestSession session, string reason)
    {
        PauseOf(session).Begin(timeProvider.GetUtcNow());
        if (throttle.Allows(nameof(TokenQuestions), "OL6504", out var suppressed))
            Log.NoAnswer(logger, session.CookieScheme, reason, suppressed);
    }

    private QuestionPause PauseOf(RequestSession session) => _pauses.GetOrAdd(session.Session.Issuer ?? "", static _ => new());

    private static partial class Log
    {
        [LoggerMessage(6503, LogLevel.Information, "A session of the scheme {Scheme} has ended: its refresh token is not valid any more.")]
        public static partial void Ended(ILogger logger, string scheme);

        [LoggerMessage(6504, LogLevel.Warning, "OL6504: A session of the scheme {Scheme} could not be confirmed: {Reason}. It goes on, until MaxUnverified if that is set. Similar events since the previous line: {Suppressed}.")]
        public static partial void NoAnswer(ILogger logger, string scheme, string reason, int suppressed);
    }
}
