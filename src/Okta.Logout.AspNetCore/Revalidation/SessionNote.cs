namespace Okta.Logout.AspNetCore;

/// <summary>What this node knows of one session: shared by all its requests.</summary>
internal sealed class SessionNote
{
    private readonly Lock _lock = new();
    private DateTimeOffset _verifiedAt;
    private DateTimeOffset _nextQuestionAt;
    private Task _question = Task.CompletedTask;
    private (string Old, RefreshedTokens New)? _refresh;
    private volatile bool _hasEnded;

    /// <summary>Gets whether Okta said that the token is not valid any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Gets the question that is being asked, or the last one.</summary>
    public Task Question
    {
        get
        {
            lock (_lock)
                return _question;
        }
    }

    /// <summary>Returns the later of the time that a cookie notes, and that of the last answer here.</summary>
    public DateTimeOffset VerifiedAt(DateTimeOffset noted)
    {
        lock (_lock)
            return noted > _verifiedAt ? noted : _verifiedAt;
    }

    /// <summary>Asks, unless that was tried a short time ago.</summary>
    /// <param name="now">The time.</param>
    /// <param name="retryAfter">How long nobody asks again without an answer.</param>
    /// <param name="ask">Asks; does not throw, and does nothing before it yields.</param>
    public void Ask(DateTimeOffset now, TimeSpan retryAfter, Func<Task> ask)
    {
        lock (_lock)
        {
            if (!_question.IsCompleted || now < _nextQuestionAt)
                return;
            _nextQuestionAt = now + retryAfter;
            _question = ask();
        }
    }

    public void SetVerified(DateTimeOffset at)
    {
        lock (_lock)
            _verifiedAt = at > _verifiedAt ? at : _verifiedAt;
    }

    /// <summary>Keeps the tokens of a refresh for all requests that still have the old ones.</summary>
    public void SetRefreshed(string oldToken, RefreshedTokens tokens)
    {
        lock (_lock)
            _refresh = (oldToken, tokens);
    }

    /// <summary>Returns the tokens that have taken the place of a refresh token here.</summary>
    public RefreshedTokens? FindSuccessor(string refreshToken)
    {
        lock (_lock)
            return _refresh is { } refresh && refresh.Old == refreshToken ? refresh.New : null;
    }

    public void SetEnded() => _hasEnded = true;
}
