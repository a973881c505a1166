using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Lets Okta be asked about sessions from time to time, in the background while they are in use.</summary>
internal sealed class SessionRevalidation(
    RevalidationPace pace, TokenQuestions questions, MappedEndpoints endpoints, IOptions<SessionRevalidationOptions> options, TimeProvider timeProvider) : ISessionVerifier
{
    private const int MostRemembered = 100_000;

    private readonly TimeSpan _maxDelay = options.Value.MaxDelay;
    private readonly bool _refreshes = options.Value.RefreshTokens;
    private ConcurrentDictionary<string, SessionNote> _notes = new(StringComparer.Ordinal);

    public async ValueTask<SessionCheck> VerifyAsync(HttpContext context, RequestSession session)
    {
        if (session.Tokens.RefreshToken is not { Length: > 0 } refreshToken)
            return SessionCheck.Live;

        // A sign-out is about to end the session anyway. It revokes the tokens that another request has got, which the cookie may not have yet.
        if (endpoints.IsSignOut(context))
        {
            if (_notes.TryGetValue(session.Session.TicketId!, out var known) && known.FindSuccessor(refreshToken) is { } successor)
                TicketTokens.Replace(session, successor, timeProvider.GetUtcNow());
            return SessionCheck.Live;
        }

        var noted = session.Record.VerifiedAt ?? session.Session.SignedInAt ?? session.IssuedUtc ?? DateTimeOffset.MinValue;
        var note = NoteOf(session.Session.TicketId!);
        var unverified = UnverifiedFor(note, noted);
        if (unverified >= pace.DueAfter(session.Session))
            Ask(note, session, unverified);
        if (unverified >= pace.Interval || _refreshes)
            await WaitAsync(note.Question);
        if (note.HasEnded)
            return SessionCheck.Ended;
        if (pace.IsOverLimit(UnverifiedFor(note, noted)))
            return SessionCheck.Unknown;
        if (note.VerifiedAt(noted) is var verifiedAt && verifiedAt > noted)
            Note(session, note, verifiedAt);
        return SessionCheck.Live;
    }

    private static void Note(RequestSession session, SessionNote note, DateTimeOffset verifiedAt)
    {
        session.Record = session.Record with { VerifiedAt = verifiedAt };
        if (note.FindSuccessor(session.Tokens.RefreshToken!) is not { } tokens)
            return;
        session.HasNewTokens = true;
        TicketTokens.Replace(session, tokens, verifiedAt);
    }

    private TimeSpan UnverifiedFor(SessionNote note, DateTimeOffset noted) => timeProvider.GetUtcNow() - note.VerifiedAt(noted);

    private void Ask(SessionNote note, RequestSession session, TimeSpan unverified)
    {
        var retryAfter = pace.RetryAfter(unverified);
        if (!questions.ArePaused(session))
            note.Ask(timeProvider.GetUtcNow(), retryAfter, () => questions.AskAsync(note, session, retryAfter, isRefused: pace.IsOverLimit(unverified)));
    }

    private async Task WaitAsync(Task question)
    {
        try
        {
            await question.WaitAsync(_maxDelay, timeProvider);
        }
        catch (TimeoutException)
        {
            // The answer counts for the next request.
        }
    }

    private SessionNote NoteOf(string ticketId)
    {
        // Rarely: what other nodes share says then who has asked.
        if (_notes.Count >= MostRemembered)
            _notes = new(StringComparer.Ordinal);
        return _notes.GetOrAdd(ticketId, static _ => new());
    }
}
