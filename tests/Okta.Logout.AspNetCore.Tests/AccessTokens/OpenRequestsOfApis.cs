using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Requests with an access token that stay open.</summary>
public sealed class OpenRequestsOfApis
{
    private readonly OpenRequest _open = new();

    [Fact]
    public async Task A_command_ends_what_is_open()
    {
        await using var api = await new SomeApi { Endpoints = _open.Map }.StartAsync();
        var response = await _open.OpenAsync(() => api.CallAsync(SomeAccessToken.With(), OpenRequest.Path));

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now), SessionTerminationReason.Administrator));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_command_that_names_the_user_by_the_login_ends_what_is_open()
    {
        await using var api = await new SomeApi { Endpoints = _open.Map }.StartAsync();
        var response = await _open.OpenAsync(() => api.CallAsync(SomeAccessToken.With(), OpenRequest.Path));

        await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Email, The.Now), SessionTerminationReason.Administrator));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_expiry_of_the_token_ends_what_is_open()
    {
        await using var api = await new SomeApi { Endpoints = _open.Map }.StartAsync();
        var response = await _open.OpenAsync(() => api.CallAsync(SomeAccessToken.With(), OpenRequest.Path));

        api.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
