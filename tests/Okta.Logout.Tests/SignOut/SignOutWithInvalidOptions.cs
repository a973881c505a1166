using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public sealed class SignOutWithInvalidOptions
{
    [Fact]
    public async Task The_user_is_signed_out_of_the_app_and_the_receipt_says_what_to_correct()
    {
        await using var app = new SignOutApp(options => options.ClientId = null);

        var result = await app.SignOutAsync();

        (await app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
        result.IsSignedOutLocally.Should().BeTrue();
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.EndpointsUnknown);
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5004:").And.Contain("OL1003:");
    }

    [Fact]
    public async Task Tokens_that_could_not_be_revoked_are_listed()
    {
        await using var app = new SignOutApp(options => options.ClientId = null);

        var result = await app.SignOutAsync(new() { Session = Some.Session(), IdToken = Some.IdToken(), RefreshToken = The.RefreshToken });

        result.Step(SignOutStepNames.RefreshToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Failed });
        result.Step(SignOutStepNames.AccessToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Skipped });
    }

    [Fact]
    public async Task Options_that_cannot_be_read_are_a_line_in_the_receipt()
    {
        await using var app = new SignOutApp(_ => throw new FormatException("secret-of-the-configuration"));

        (await app.SignOutAsync()).Step(SignOutStepNames.OktaLogout).Error.Should().Be("OL5004: The options of '' cannot be used: FormatException");
    }

    [Fact]
    public async Task A_registration_that_does_not_exist_is_a_line_in_the_receipt()
    {
        await using var app = new SignOutApp();

        var result = await app.SignOutAsync(Some.SignOutRequest(registration: "misspelt"));

        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5004: The options of 'misspelt'");
        result.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task Sessions_end_by_the_defaults_where_the_termination_options_are_not_valid()
    {
        await using var app = new SignOutApp();
        app.Builder.ConfigureTermination(options => options.TerminatorTimeout = TimeSpan.Zero).AddSessionTerminator<CartTerminator>();

        var result = await app.SignOutAsync();

        result.Step(SignOutStepNames.Options).Error.Should().StartWith("OL4005:").And.Contain("OL1101:");
        result.Step(SignOutStepNames.RevocationList).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
        app.Journal.Should().Contain(nameof(CartTerminator));
        (await app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task Termination_options_that_are_not_valid_are_told_where_sessions_end_elsewhere()
    {
        await using var app = new SignOutApp();
        app.Services.Configure<SessionTerminationOptions>(_ => throw new FormatException("secret-of-the-configuration"));

        var result = await app.SignOut.EndSessionsAsync(new(SessionTarget.ForTicket(The.TicketId), SessionTerminationReason.Administrator));

        result.Succeeded.Should().BeFalse();
        result.Steps[0].Should().BeEquivalentTo(new { Name = SignOutStepNames.Options, Outcome = SignOutStepOutcome.Failed });
        result.Steps[0].Error.Should().EndWith(": FormatException");
        (await app.Store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Theory]
    [InlineData(0.005, 1)]
    [InlineData(61, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 2000)]
    public async Task Times_out_of_their_range_are_not_valid(double terminatorSeconds, int lifetimeDays)
    {
        await using var app = new SignOutApp();
        app.Builder.ConfigureTermination(options =>
        {
            options.TerminatorTimeout = TimeSpan.FromSeconds(terminatorSeconds);
            options.RevocationLifetime = TimeSpan.FromDays(lifetimeDays);
        });

        (await app.SignOutAsync()).Step(SignOutStepNames.Options).Error.Should().Contain("OL1101:");
    }
}
