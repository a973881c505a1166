using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Providers that do what the specifications allow, and what the conformance suite does not.</summary>
public sealed class ProvidersThatDiffer
{
    [Theory]
    [InlineData("/")]
    [InlineData("/realms/main")]
    [InlineData("/realms/main/")]
    public async Task The_issuer_has_any_path(string path)
    {
        await using var run = await SuiteRun.StartAsync(new() { IssuerPath = path, BackChannelLogout = true });

        await ShouldSignOutAsync(run, backChannelStatus: 200);
    }

    [Theory]
    [InlineData("FormPost")]
    [InlineData("Redirect")]
    public async Task The_end_session_endpoint_has_a_query(string endSessionMethod)
    {
        await using var run = await SuiteRun.StartAsync(
            new() { EndSessionQuery = "?tenant=a%26b&policy=1", BackChannelLogout = true }, ("EndSessionMethod", endSessionMethod));

        await ShouldSignOutAsync(run, backChannelStatus: 200);
    }

    [Theory]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Users_of_a_provider_with_another_algorithm_sign_out_and_its_logout_tokens_are_refused(string algorithm)
    {
        await using var run = await SuiteRun.StartAsync(new() { SigningAlgorithm = algorithm, BackChannelLogout = true });
        var other = await run.SignedInAsync();

        await ShouldSignOutAsync(run, backChannelStatus: 400);
        (await other.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_keys_change_between_sign_in_and_sign_out()
    {
        await using var run = await SuiteRun.StartAsync(new() { BackChannelLogout = true });
        var first = await run.SignedInAsync();
        (await run.Provider.Notices.SendAsync(ProviderSession.Of("user-2"))).Status.Should().Be(200, "the app knows the old keys now");
        run.Provider.RotateKeys();

        using var page = await first.SignOutAsync("/?signed-out");

        run.Provider.Notices.Answers.Should().OnlyContain(answer => answer.Status == 200);
        page.RequestMessage!.RequestUri.Should().Be(run.App + "/?signed-out");
        (await first.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Metadata_and_keys_are_gone_at_the_sign_out()
    {
        await using var run = await SuiteRun.StartAsync();
        var browser = await run.SignedInAsync();
        var other = await run.SignedInAsync();
        run.Provider.IsMetadataDown = true;

        using var page = await browser.SignOutAsync("/?signed-out");

        page.RequestMessage!.RequestUri.Should().Be(run.App + "/?signed-out", "the metadata was read when the app started");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await run.Provider.Notices.SendAsync(run.Provider.Session)).Should().Be(new BackChannelAnswer(503, IsNoStore: true));
        (await other.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    private static async Task ShouldSignOutAsync(SuiteRun run, int backChannelStatus)
    {
        var browser = await run.SignedInAsync();

        using var page = await browser.SignOutAsync("/?signed-out");

        run.Provider.Notices.Answers.Should().Equal(new BackChannelAnswer(backChannelStatus, IsNoStore: true));
        page.RequestMessage!.RequestUri.Should().Be(run.App + "/?signed-out");
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }
}
