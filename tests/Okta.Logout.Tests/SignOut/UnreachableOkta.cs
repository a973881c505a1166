using System.Net;

namespace Okta.Logout.Tests;

/// <summary><see cref="SignOutReceipt.IsOktaLikelyUnreachable"/>: whether the user should be told before the browser goes to Okta.</summary>
public sealed class UnreachableOkta : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_sign_out_at_a_healthy_Okta_is_no_reason_to_warn() =>
        (await _app.SignOutAsync()).IsOktaLikelyUnreachable.Should().BeFalse();

    [Fact]
    public async Task A_revocation_without_a_connection_is_one()
    {
        _app.Okta.OnRevocation = (type, _) => type == "access_token" ? throw new HttpRequestException() : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        var receipt = await _app.SignOutAsync();

        receipt.IsOktaLikelyUnreachable.Should().BeTrue();
        receipt.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task Endpoints_that_are_not_known_are_one()
    {
        _app.Okta.OnDiscovery = _ => throw new HttpRequestException();

        (await _app.SignOutAsync()).IsOktaLikelyUnreachable.Should().BeTrue();
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task An_error_response_is_none(HttpStatusCode status)
    {
        _app.Okta.OnRevocation = (_, _) => Task.FromResult(new HttpResponseMessage(status));

        var receipt = await _app.SignOutAsync();

        receipt.Step(SignOutStepNames.RefreshToken).Outcome.Should().Be(SignOutStepOutcome.Failed);
        receipt.IsOktaLikelyUnreachable.Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_out_that_needs_nothing_of_Okta_says_nothing_about_it()
    {
        _app.Okta.IsDown();

        (await _app.SignOutAsync(new() { Scope = SignOutScope.AppOnly, Session = Some.Session() })).IsOktaLikelyUnreachable.Should().BeFalse();
    }
}
