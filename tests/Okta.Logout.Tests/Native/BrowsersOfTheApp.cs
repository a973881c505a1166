namespace Okta.Logout.Tests;

/// <summary>An <see cref="ISystemBrowser"/> of the app that throws or blocks: the tokens are removed all the same, and the receipt comes.</summary>
public sealed class BrowsersOfTheApp : IDisposable
{
    private readonly ManualResetEventSlim _unblocked = new();
    private readonly TaskCompletionSource _isBlocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeBrowser _browser = new();

    public void Dispose() => _unblocked.Set();

    [Fact]
    public async Task One_that_blocks_while_it_gets_ready_does_not_keep_the_tokens()
    {
        await using var app = new NativeApp(_browser);
        _browser.OnStart = Block;

        var signOut = app.SignOutAsync();
        await _isBlocked.Task;
        app.App.Time.Advance(TimeSpan.FromSeconds(5));

        (await signOut).Outcome.Should().Be(NativeSignOutOutcome.LocalOnly);
        app.Tokens.Tokens.Should().BeNull();
    }

    [Fact]
    public async Task One_that_blocks_while_it_is_open_is_given_up()
    {
        await using var app = new NativeApp(_browser);
        _browser.OnNavigate = Block;

        var signOut = app.SignOutAsync();
        await _isBlocked.Task;
        app.App.Time.Advance(TimeSpan.FromMinutes(5));

        (await signOut).Outcome.Should().Be(NativeSignOutOutcome.TimedOut);
    }

    [Fact]
    public async Task One_without_a_redirect_uri_does_not_keep_the_tokens()
    {
        await using var app = new NativeApp(_browser);
        _browser.OnRedirectUri = () => throw new IOException("secret-of-the-browser");

        var receipt = await app.SignOutAsync();

        receipt.Reason.Should().Be("OL9605: The ISystemBrowser failed with IOException.");
        app.Tokens.Tokens.Should().BeNull();
        app.App.Journal.Should().Contain("okta revokes refresh_token");
        _browser.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task One_that_returns_nothing_does_not_keep_the_tokens()
    {
        await using var app = new NativeApp(_browser);
        _browser.IsNull = true;

        var receipt = await app.SignOutAsync();

        receipt.Reason.Should().StartWith("OL9605");
        app.Tokens.Tokens.Should().BeNull();
    }

    [Fact]
    public async Task One_that_cannot_be_disposed_of_does_not_hide_the_receipt()
    {
        await using var app = new NativeApp(_browser);
        _browser.OnDispose = () => throw new IOException();

        (await app.SignOutAsync()).Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
    }

    [Fact]
    public async Task One_that_blocks_while_it_is_disposed_of_does_not_hide_the_receipt()
    {
        await using var app = new NativeApp(_browser);
        _browser.OnDispose = Block;

        var signOut = app.SignOutAsync();
        await _isBlocked.Task;
        app.App.Time.Advance(TimeSpan.FromSeconds(5));

        (await signOut).Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
    }

    private void Block()
    {
        _isBlocked.TrySetResult();
        _unblocked.Wait();
    }

    private sealed class FakeBrowser : ISystemBrowser, ISystemBrowserSession
    {
        public Action OnStart { get; set; } = () => { };

        public Action OnNavigate { get; set; } = () => { };

        public Action OnRedirectUri { get; set; } = () => { };

        public Action OnDispose { get; set; } = () => { };

        public bool IsNull { get; set; }

        public bool IsDisposed { get; private set; }

        public string RedirectUri
        {
            get
            {
                OnRedirectUri();
                return NativeApp.RedirectUri;
            }
        }

        public ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default)
        {
            OnStart();
            return new(IsNull ? null! : this);
        }

        public Task<string?> NavigateAsync(SystemBrowserRequest request, CancellationToken cancellationToken = default)
        {
            OnNavigate();
            return Task.FromResult<string?>(NativeApp.AnswerTo(request));
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            OnDispose();
            return default;
        }
    }
}
