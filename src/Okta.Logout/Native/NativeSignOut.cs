using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>
/// Signs the user out of a native app: a desktop app, a mobile app, a console program. It removes the tokens from the app, revokes them at Okta, and ends the session at
/// Okta in the user's browser (OpenID Connect RP-Initiated Logout 1.0; RFC 8252 for the browser).
/// </summary>
public sealed class NativeSignOut
{
    private const string Ended = "OL9606: The app ended the wait for the browser.";
    private const string Superseded = "OL9606: Another sign-out began before the browser came back.";

    // To get ready, and to clean up, takes no person and no network. The tokens are removed after the one, and the receipt comes after the other.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(5);

    private readonly IOktaSignOut _signOut;
    private readonly ITokenStore _tokens;
    private readonly ISystemBrowser _browser;
    private readonly SignOutStepRunner _runner;
    private readonly NativeSignOutOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly object _gate = new();
    private Task<NativeSignOutReceipt>? _running;

    // Set while the browser is waited for: then the tokens have gone already, and the user may sign in again.
    private CancellationTokenSource? _waiting;

    internal NativeSignOut(
        IOktaSignOut signOut, ITokenStore tokens, ISystemBrowser browser, SignOutStepRunner runner, IOptions<NativeSignOutOptions> options, TimeProvider timeProvider)
    {
        _signOut = signOut;
        _tokens = tokens;
        _browser = browser;
        _runner = runner;
        _options = options.Value;
        _timeProvider = timeProvider;
    }

    /// <summary>Signs the user out. A second call while one is running waits for the same sign-out, unless the user has signed in again meanwhile.</summary>
    /// <param name="scope">
    /// <see cref="SignOutScope.AppOnly"/> where the browser has no session to end: after a sign-in without browser, or in a browser session that shared no cookie.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the wait for the browser, for example by a button of the app. The tokens are removed and revoked all the same, and the outcome is
    /// <see cref="NativeSignOutOutcome.Cancelled"/>.
    /// </param>
    /// <returns>What was done. A failure of Okta, the network, the store or the browser is a line of the receipt, never an exception.</returns>
    public Task<NativeSignOutReceipt> SignOutAsync(SignOutScope scope = SignOutScope.AppAndOkta, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            // On another thread: a store or a browser that blocks must not block the window of the app.
            if (_running is not { IsCompleted: false })
                return Begin(() => RunAsync(scope, cancellationToken));
            return _waiting is null ? _running : Task.Run(() => JoinOrFollowAsync(scope, cancellationToken), CancellationToken.None);
        }
    }

    // Only inside the lock.
    private Task<NativeSignOutReceipt> Begin(Func<Task<NativeSignOutReceipt>> run) => _running = Task.Run(run, CancellationToken.None);

    // The app cannot see that the user has closed the browser, and may wait for minutes. Who signs in again meanwhile has tokens that the first sign-out knows nothing of.
    private async Task<NativeSignOutReceipt> JoinOrFollowAsync(SignOutScope scope, CancellationToken cancellationToken)
    {
        List<SignOutStep> steps = [];
        var tokens = await ReadAsync(steps).ConfigureAwait(false);
        var isSignedIn = steps.Count > 0 || tokens is { IdToken.Length: > 0 } or { RefreshToken.Length: > 0 } or { AccessToken.Length: > 0 } or { DeviceSecret.Length: > 0 };
        Task<NativeSignOutReceipt> next;
        lock (_gate)
        {
            if (isSignedIn && _waiting is { } waiting)
            {
                var first = _running!;
                _waiting = null;

                // The browser of the app may have registered callbacks.
                BackgroundTask.Observe(Task.Run(waiting.Cancel, CancellationToken.None));
                Begin(() => FollowAsync(first, scope, cancellationToken));
            }

            next = isSignedIn && _running is not { IsCompleted: false } ? Begin(() => RunAsync(scope, cancellationToken)) : _running!;
        }

        return await next.ConfigureAwait(false);
    }

    private async Task<NativeSignOutReceipt> FollowAsync(Task<NativeSignOutReceipt> first, SignOutScope scope, CancellationToken cancellationToken)
    {
        // It has the port to which the browser comes back.
        await Task.WhenAny(first).ConfigureAwait(false);
        return await RunAsync(scope, cancellationToken).ConfigureAwait(false);
    }

    private async Task<NativeSignOutReceipt> RunAsync(SignOutScope scope, CancellationToken cancellationToken)
    {
        List<SignOutStep> steps = [];
        var tokens = await ReadAsync(steps).ConfigureAwait(false);
        var (visit, missed) = scope is SignOutScope.AppAndOkta && tokens?.IdToken is { Length: > 0 }
            ? await StartAsync(cancellationToken).ConfigureAwait(false)
            : default;
        try
        {
            var state = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
            var receipt = await _signOut.SignOutAsync(RequestFor(tokens, scope, visit?.RedirectUri, state), CancellationToken.None).ConfigureAwait(false);
            steps.AddRange(receipt.Steps);
            if (receipt.OktaLogout is not { } logout)
                return new(NativeSignOutOutcome.LocalOnly, steps, ReasonOf(steps));
            var start = _timeProvider.GetTimestamp();
            var (outcome, reason) = visit is null ? missed : await WaitAsync(visit, new(logout.ToUrl()), cancellationToken).ConfigureAwait(false);
            steps.Add(new(SignOutStepNames.Browser, StepOutcomeOf(outcome), _timeProvider.GetElapsedTime(start), reason));
            return new(outcome, steps, reason);
        }
        finally
        {
            if (visit is not null)
                await DisposeAsync(visit.Session).ConfigureAwait(false);
        }
    }

    private static string? ReasonOf(List<SignOutStep> steps) => steps.Exists(step => step.Name is SignOutStepNames.TokenStore)
        ? "OL9765: The ITokenStore did not return the tokens, so none was revoked, and nothing ended the Okta session."
        : steps.Find(step => step.Name is SignOutStepNames.OktaLogout)?.Error;

    private async Task<StoredTokens?> ReadAsync(List<SignOutStep> steps)
    {
        StoredTokens? tokens = null;
        var step = await _runner.RunAsync(SignOutStepNames.TokenStore, _options.TokenStoreTimeout, async token => tokens = await _tokens.GetAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        if (step.Outcome is SignOutStepOutcome.Succeeded)
            return tokens;
        steps.Add(step);
        return null;
    }

    private SignOutRequest RequestFor(StoredTokens? tokens, SignOutScope scope, string? redirectUri, string state) => new()
    {
        IdToken = tokens?.IdToken,
        RefreshToken = tokens?.RefreshToken,
        AccessToken = tokens?.AccessToken,
        DeviceSecret = tokens?.DeviceSecret,
        Scope = scope,
        Registration = _options.Registration,
        PostLogoutRedirectUri = redirectUri,
        State = state,
        EndLocalSession = token => _tokens.RemoveAsync(token).AsTask(),
    };

    // Before the request to Okta is made: the redirect URI depends on the port that is free.
    private async Task<(Visit? Visit, (NativeSignOutOutcome Outcome, string? Reason) Missed)> StartAsync(CancellationToken cancellationToken)
    {
        var deadline = new Deadline(_timeProvider, StartTimeout, cancellationToken);
        var token = deadline.Token;
        var opening = BackgroundTask.Begin(() => OpenAsync(token), token);
        deadline.DisposeAfter(opening);
        try
        {
            return (await opening.WaitAsync(Timeout.InfiniteTimeSpan, _timeProvider, token).ConfigureAwait(false), default);
        }
        catch (Exception exception)
        {
            BackgroundTask.Observe(DisposeAsync(opening));
            return (null, cancellationToken.IsCancellationRequested ? (NativeSignOutOutcome.Cancelled, Ended) : (NativeSignOutOutcome.LocalOnly, ProblemOf(exception)));
        }
    }

    private async Task<Visit> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await _browser.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new(session, session.RedirectUri);
        }
        catch (Exception) when (session is not null)
        {
            await DisposeAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    // A port that is opened too late must not stay open.
    private async Task DisposeAsync(Task<Visit> late) => await DisposeAsync((await late.ConfigureAwait(false)).Session).ConfigureAwait(false);

    private async Task DisposeAsync(ISystemBrowserSession session)
    {
        using var deadline = new Deadline(_timeProvider, StartTimeout, CancellationToken.None);
        try
        {
            await BackgroundTask.RunAsync(
                async () =>
                {
                    await session.DisposeAsync().ConfigureAwait(false);
                    return true;
                },
                _timeProvider,
                deadline.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The sign-out is over, whatever the browser leaves behind.
        }
    }

    private async Task<(NativeSignOutOutcome Outcome, string? Reason)> WaitAsync(Visit visit, SystemBrowserRequest request, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_gate)
            _waiting = waiting;
        try
        {
            var (outcome, reason) = await GoAsync(visit, request, waiting.Token).ConfigureAwait(false);
            return outcome is NativeSignOutOutcome.Cancelled && reason == Ended && !cancellationToken.IsCancellationRequested ? (outcome, Superseded) : (outcome, reason);
        }
        finally
        {
            lock (_gate)
                _waiting = _waiting == waiting ? null : _waiting;
        }
    }

    private async Task<(NativeSignOutOutcome Outcome, string? Reason)> GoAsync(Visit visit, SystemBrowserRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_timeProvider, _options.BrowserTimeout, cancellationToken);
        try
        {
            var token = deadline.Token;
            var answer = await BackgroundTask.RunAsync(() => visit.Session.NavigateAsync(request, token), _timeProvider, token).ConfigureAwait(false);
            return Read(answer, request);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return (NativeSignOutOutcome.Cancelled, Ended);
        }
        catch (Exception) when (deadline.IsOver)
        {
            return request.HasSeenAnotherState
                ? (NativeSignOutOutcome.StateMismatch, "OL9608: Only addresses with another state came, so they were not caused by this sign-out.")
                : (NativeSignOutOutcome.TimedOut, $"OL9607: The browser did not come back within {_options.BrowserTimeout.TotalSeconds:0} s. Either the user closed it, or Okta showed an error there: {visit.RedirectUri} must be one of the Sign-out redirect URIs of the app in the Admin Console, and the browser must be signed in as the same user.");
        }
        catch (Exception exception)
        {
            return (NativeSignOutOutcome.LocalOnly, ProblemOf(exception));
        }
    }

    private static (NativeSignOutOutcome Outcome, string? Reason) Read(string? answer, SystemBrowserRequest request)
    {
        if (answer is null)
            return (NativeSignOutOutcome.Cancelled, "OL9606: The user closed the browser.");
        if (!request.IsAnsweredBy(answer))
            return (NativeSignOutOutcome.StateMismatch, "OL9608: The browser came back with another state, so not because of this sign-out.");
        return RedirectQuery.ValuesOf(answer, "error") is [var error, ..]
            ? (NativeSignOutOutcome.LocalOnly, $"OL9609: Okta did not end its session: {OAuthErrorCode.OrNull(error) ?? "it returned an error without a code"}.")
            : (NativeSignOutOutcome.SignedOut, null);
    }

    private static SignOutStepOutcome StepOutcomeOf(NativeSignOutOutcome outcome) => outcome switch
    {
        NativeSignOutOutcome.SignedOut => SignOutStepOutcome.Succeeded,
        NativeSignOutOutcome.TimedOut => SignOutStepOutcome.TimedOut,
        _ => SignOutStepOutcome.Failed,
    };

    // Only the type of what others throw, because its message may hold anything.
    private static string ProblemOf(Exception exception) => exception is SystemBrowserException ? exception.Message : $"OL9605: The ISystemBrowser failed with {exception.GetType().Name}.";

    private sealed class Visit(ISystemBrowserSession session, string redirectUri)
    {
        public ISystemBrowserSession Session { get; } = session;

        public string RedirectUri { get; } = redirectUri;
    }
}
