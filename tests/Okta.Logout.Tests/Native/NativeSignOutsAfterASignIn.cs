namespace Okta.Logout.Tests;

/// <summary>The user is signed out of the app, and signs in again, while the app still waits for the browser: it does not know that the user has closed it.</summary>
public sealed class NativeSignOutsAfterASignIn : IAsyncDisposable
{
    private readonly NativeApp _app = new();
    private readonly TaskCompletionSource _isOpen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> _back = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_next_sign_out_removes_and_revokes_the_new_tokens()
    {
        var first = await WaitingForTheBrowserAsync();
        SignIn();

        var receipt = await _app.SignOutAsync();

        receipt.Outcome.Should().Be(NativeSignOutOutcome.SignedOut);
        _app.Tokens.Tokens.Should().BeNull();
        _app.App.Journal.Count(entry => entry == "okta revokes refresh_token").Should().Be(2);
        (await first).Should().NotBeSameAs(receipt);
    }

    [Fact]
    public async Task The_first_sign_out_ends_its_wait()
    {
        var first = await WaitingForTheBrowserAsync();
        SignIn();

        await _app.SignOutAsync();

        var receipt = await first;
        receipt.Outcome.Should().Be(NativeSignOutOutcome.Cancelled);
        receipt.Reason.Should().Be("OL9606: Another sign-out began before the browser came back.");
        receipt.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task Several_calls_at_once_are_one_further_sign_out()
    {
        await WaitingForTheBrowserAsync();
        SignIn();

        var receipts = await Task.WhenAll(_app.SignOutAsync(), _app.SignOutAsync(), _app.SignOutAsync());

        receipts.Distinct().Should().ContainSingle();
        _app.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_store_without_tokens_is_no_sign_in()
    {
        var first = await WaitingForTheBrowserAsync();
        _app.Tokens.Tokens = new();

        var second = _app.SignOutAsync();
        _back.SetResult(NativeApp.AnswerTo(_app.Requests.Single()));

        (await second).Should().BeSameAs(await first);
    }

    [Fact]
    public async Task Tokens_that_cannot_be_read_then_are_removed()
    {
        await WaitingForTheBrowserAsync();
        SignIn();
        _app.Tokens.OnGet = _ => throw new IOException();

        var receipt = await _app.SignOutAsync();

        receipt.Reason.Should().StartWith("OL9765");
        _app.Tokens.Tokens.Should().BeNull();
    }

    private async Task<Task<NativeSignOutReceipt>> WaitingForTheBrowserAsync()
    {
        _app.Navigate = (_, _) =>
        {
            _isOpen.TrySetResult();
            return _back.Task;
        };
        var signOut = _app.SignOutAsync();
        await _isOpen.Task;
        _app.Navigate = (request, _) => Task.FromResult<string?>(NativeApp.AnswerTo(request));
        return signOut;
    }

    private void SignIn() => _app.Tokens.Tokens = new() { IdToken = Some.IdToken(), RefreshToken = The.RefreshToken };
}
