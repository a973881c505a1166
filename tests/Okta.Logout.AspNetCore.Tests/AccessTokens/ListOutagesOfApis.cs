using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class ListOutagesOfApis
{
    [Theory]
    [InlineData(RevocationCheckFailure.Allow, HttpStatusCode.OK)]
    [InlineData(RevocationCheckFailure.Reject, HttpStatusCode.ServiceUnavailable)]
    public async Task The_option_of_the_app_decides_while_the_list_cannot_be_read(RevocationCheckFailure policy, HttpStatusCode status)
    {
        var store = new SwitchableStore(TimeProvider.System) { Reads = StoreFault.Throws };
        await using var api = await StartAsync(policy, store);

        var response = await api.CallAsync(SomeAccessToken.With());

        response.StatusCode.Should().Be(status);
        response.Headers.Contains("Retry-After").Should().Be(status is HttpStatusCode.ServiceUnavailable);
        store.Reads = StoreFault.None;
        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_elsewhere_is_asked_for_each_name_of_the_user()
    {
        var store = new SwitchableStore(TimeProvider.System);
        await using var api = await StartAsync(RevocationCheckFailure.Reject, store);
        var token = SomeAccessToken.With();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await store.RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Email, The.Now), DateTimeOffset.MaxValue));

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Task<RunningApp> StartAsync(RevocationCheckFailure policy, SwitchableStore store) => new SomeApi
    {
        Web = options => options.OnRevocationCheckFailure = policy,
        Services = services => services.AddSingleton<ISessionRevocationStore>(store),
    }.StartAsync();
}
