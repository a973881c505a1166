using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

public sealed class OktaThatFails : IAsyncDisposable
{
    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_outage_does_not_keep_the_user_signed_in_to_the_app()
    {
        _app.Okta.IsDown();

        var result = await _app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ => Task.CompletedTask));

        result.IsSignedOutLocally.Should().BeTrue();
        result.OktaLogout.Should().BeNull();
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.EndpointsUnknown);
        result.Step(SignOutStepNames.RefreshToken).Error.Should().StartWith("OL3002:");
        result.Step(SignOutStepNames.AccessToken).Error.Should().StartWith("OL3002:");
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5019:");
    }

    [Fact]
    public async Task An_outage_costs_one_request_however_many_users_sign_out()
    {
        _app.Okta.IsDown();

        for (var i = 0; i < 10; i++)
            await _app.SignOutAsync();

        _app.Okta.Requests.Should().Equal("okta discovery");
    }

    [Fact]
    public async Task An_outage_that_began_after_discovery_leaves_the_logout_request()
    {
        await _app.SignOutAsync();
        _app.Okta.IsDown();

        var result = await _app.SignOutAsync();

        result.OktaLogout!.Endpoint.Should().Be(The.EndSessionEndpoint);
        result.Step(SignOutStepNames.RefreshToken).Error.Should().StartWith("OL3008:");
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_sends_nobody_anywhere()
    {
        _app.Okta.OnDiscovery = _ => Task.FromResult(Some.MetadataAnswer(("issuer", "https://evil.example.com")));

        var result = await _app.SignOutAsync();

        result.OktaLogout.Should().BeNull();
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL2007:");
        _app.Okta.Requests.Should().Equal("okta discovery");
    }

    [Fact]
    public async Task A_server_without_end_session_endpoint_is_told_from_one_that_is_down()
    {
        _app.Okta.OnDiscovery = _ => Task.FromResult(Some.MetadataAnswer(("end_session_endpoint", null)));

        var result = await _app.SignOutAsync();

        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoEndSessionEndpoint);
        result.Step(SignOutStepNames.OktaLogout).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Failed });
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5015:");
    }

    [Fact]
    public async Task A_server_without_revocation_endpoint_leaves_nothing_to_do()
    {
        _app.Okta.OnDiscovery = _ => Task.FromResult(Some.MetadataAnswer(("revocation_endpoint", null)));

        var result = await _app.SignOutAsync();

        result.Step(SignOutStepNames.RefreshToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Skipped });
        result.Step(SignOutStepNames.RefreshToken).Error.Should().StartWith("OL3001:");
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_refresh_token_that_is_refused_does_not_hide_the_access_token()
    {
        _app.Okta.OnRevocation = (type, _) => Task.FromResult(new HttpResponseMessage(type == "refresh_token" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK));

        var result = await _app.SignOutAsync();

        result.Step(SignOutStepNames.RefreshToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Failed });
        result.Step(SignOutStepNames.AccessToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Succeeded });
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_discovery_client_of_the_host_that_throws_is_a_line_in_the_receipt(Type fault)
    {
        _app.Services.AddSingleton<IOktaDiscoveryClient>(new FailingDiscovery(_ => throw (Exception)Activator.CreateInstance(fault)!));

        (await _app.SignOutAsync()).Step(SignOutStepNames.OktaLogout).Error.Should().Be($"OL5017: The IOktaDiscoveryClient failed with {fault.Name}.");
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_revocation_client_of_the_host_that_throws_is_a_line_in_the_receipt(Type fault)
    {
        _app.Services.AddSingleton<ITokenRevocationClient>(new ScriptedRevocation((_, _) => throw (Exception)Activator.CreateInstance(fault)!));

        var result = await _app.SignOutAsync();

        result.Step(SignOutStepNames.RefreshToken).Error.Should().Be($"OL5005: The ITokenRevocationClient failed with {fault.Name}.");
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_discovery_client_of_the_host_cannot_send_the_user_to_plain_http()
    {
        var endpoints = new OktaEndpoints(The.Issuer) { EndSessionEndpoint = "http://example.okta.com/logout" };
        _app.Services.AddSingleton<IOktaDiscoveryClient>(new FailingDiscovery(_ => Task.FromResult(endpoints)));

        (await _app.SignOutAsync()).Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5018:");
    }

    [Fact]
    public async Task A_revocation_client_of_the_host_that_returns_nothing_is_a_line_in_the_receipt()
    {
        _app.Services.AddSingleton<ITokenRevocationClient>(new ScriptedRevocation((_, _) => Task.FromResult<TokenRevocationResult>(null!)));

        var result = await _app.SignOutAsync();

        result.Step(SignOutStepNames.RefreshToken).Error.Should().Be("OL5005: The ITokenRevocationClient returned nothing.");
        result.OktaLogout.Should().NotBeNull();
    }

    [Fact]
    public async Task A_discovery_client_of_the_host_that_blocks_is_given_up()
    {
        using var unblocked = new ManualResetEventSlim();
        var isBlocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Services.AddSingleton<IOktaDiscoveryClient>(new FailingDiscovery(_ =>
        {
            isBlocked.TrySetResult();
            unblocked.Wait(CancellationToken.None);
            return Task.FromResult(new OktaEndpoints(The.Issuer));
        }));

        var signOut = Task.Run(() => _app.SignOutAsync());
        await isBlocked.Task;
        await Eventually.BecomesTrueAsync(_app.Time, TimeSpan.FromSeconds(1), () => Task.FromResult(signOut.IsCompleted));
        unblocked.Set();

        (await signOut).Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5016:");
    }
}
