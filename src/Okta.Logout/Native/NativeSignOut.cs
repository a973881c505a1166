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

    // To get ready takes no person and no network. The tokens are removed after it, so it must not hold that up.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(5);

    private readonly IOktaSignOut _signOut;
    private readonly ITokenStore _tokens;
    private readonly ISystemBrowser _browser;
    private readonly SignOutStepRunner _runner;
    private readonly NativeSignOutOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly object _gate = new();
    private Task<NativeSignOutReceipt>? _running;

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

    /// <summary>Signs the user out. A second call while one is running waits for the same sign-out.</summary>
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
                _running = Task.Run(() => RunAsync(scope, cancellationToken), CancellationToken.None);
            return _running;
        }
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
            var (outcome, reason) = visit is null ? missed : await GoAsync(visit, new(logout.ToUrl()), cancellationToken).ConfigureAwait(false);
            steps.Add(new(SignOutStepNames.Browser, StepOutcomeOf(outcome), _timeProvider.GetElapsedTime(start), reason));
            return new(outcome, steps, reason);
        }
        finally
        {
            if (visit is not null)
                await visit.DisposeAsync().ConfigureAwait(false);
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
    private async Task<(ISystemBrowserSession? Visit, (NativeSignOutOutcome Outcome, string? Reason) Missed)> StartAsync(CancellationToken cancellationToken)
    {
        Task<ISystemBrowserSession>? starting = null;
        try
        {
            var visit = BoundedCall.RunAsync(StartTimeout, token => starting = _browser.StartAsync(token).AsTask(), on: null, _timeProvider, cancellationToken);
            return (await visit.ConfigureAwait(false), default);
        }
        catch (Exception exception)
        {
            if (starting is not null)
                BackgroundTask.Observe(DisposeAsync(starting));
            return (null, cancellationToken.IsCancellationRequested ? (NativeSignOutOutcome.Cancelled, Ended) : (NativeSignOutOutcome.LocalOnly, ProblemOf(exception)));
        }
    }

    // A port that is opened too late must not stay open.
    private static async Task DisposeAsync(Task<ISystemBrowserSession> late) => await (await late.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);

    private async Task<(NativeSignOutOutcome Outcome, string? Reason)> GoAsync(ISystemBrowserSession visit, SystemBrowserRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_timeProvider, _options.BrowserTimeout, cancellationToken);
        try
        {
            var navigation = visit.NavigateAsync(request, deadline.Token);
            BackgroundTask.Observe(navigation);
            return Read(await navigation.WaitAsync(Timeout.InfiniteTimeSpan, _timeProvider, deadline.Token).ConfigureAwait(false), request);
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
}
