namespace Okta.Logout.Tests;

/// <summary>A session whose issuer is not that of the registration: nothing of it is sent there, whatever the configuration.</summary>
public sealed class SessionsOfAnotherIssuer : IAsyncDisposable
{
    private const string Other = "https://other.okta.com/oauth2/default";

    private readonly SignOutApp _app = new();

    [Fact]
    public async Task Its_tokens_are_not_sent_and_the_receipt_says_so()
    {
        var receipt = await _app.SignOutAsync(Some.SignOutRequest(session: Some.Session(issuer: Other)));

        _app.Okta.Requests.Should().BeEmpty();
        receipt.OktaLogout.Should().BeNull();
        receipt.Steps.Where(step => step.Name is SignOutStepNames.RefreshToken or SignOutStepNames.AccessToken or SignOutStepNames.OktaLogout)
            .Should().HaveCount(3).And.OnlyContain(step => step.Outcome == SignOutStepOutcome.Failed && step.Error!.StartsWith("OL5006"));
    }

    [Fact]
    public async Task The_issuer_of_the_id_token_counts_where_the_session_has_none()
    {
        await _app.SignOutAsync(Some.SignOutRequest(Some.IdToken(iss: Other), session: Some.Session(issuer: null)));

        _app.Okta.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_session_ends_here_all_the_same()
    {
        await _app.SignOutAsync(Some.SignOutRequest(session: Some.Session(issuer: Other)));

        (await _app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
