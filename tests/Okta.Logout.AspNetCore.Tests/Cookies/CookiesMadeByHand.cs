using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Tickets that another service, or a test of the app, protects by the format of the scheme: the handler, which would date them, takes no part. A ticket
/// without a time of issue works as it does without the library, as long as it ends before an entry of the revocation list does.
/// </summary>
public sealed class CookiesMadeByHand
{
    [Fact]
    public async Task One_that_expires_in_time_signs_in()
    {
        await using var app = await new SomeApp().StartAsync();

        (await IsSignedInAsync(app, Cookie(app, TimeSpan.FromHours(1)))).Should().BeTrue();
    }

    [Fact]
    public async Task One_that_expires_in_time_is_signed_out()
    {
        await using var app = await new SomeApp().StartAsync();
        var cookie = Cookie(app, TimeSpan.FromHours(1));

        await SendAsync(app, HttpMethod.Post, "/signout", cookie);

        (await IsSignedInAsync(app, cookie)).Should().BeFalse();
    }

    [Fact]
    public async Task One_that_is_made_after_a_sign_out_of_the_same_user_signs_in()
    {
        await using var app = await new SomeApp().StartAsync();
        await SendAsync(app, HttpMethod.Post, "/signout", Cookie(app, TimeSpan.FromHours(1)));
        app.Clock.Pass();

        (await IsSignedInAsync(app, Cookie(app, TimeSpan.FromHours(1)))).Should().BeTrue();
    }

    [Theory, InlineData(null), InlineData(365)]
    public async Task One_that_outlives_the_revocation_list_is_refused(int? days)
    {
        await using var app = await new SomeApp().StartAsync();

        (await IsSignedInAsync(app, Cookie(app, days is { } count ? TimeSpan.FromDays(count) : null))).Should().BeFalse();
    }

    private static string Cookie(RunningApp app, TimeSpan? lifetime)
    {
        var format = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat;
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "42")], "made by hand"));
        return ".AspNetCore.Cookies=" + format.Protect(new(user, new() { ExpiresUtc = app.Clock.GetUtcNow() + lifetime }, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private static async Task<bool> IsSignedInAsync(RunningApp app, string cookie) => (await SendAsync(app, HttpMethod.Get, "/me", cookie)).IsSuccessStatusCode;

    private static Task<HttpResponseMessage> SendAsync(RunningApp app, HttpMethod method, string path, string cookie) => app.Http.SendAsync(
        new(method, new Uri(RunningApp.Origin, path)) { Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Cookie", cookie } } }, CancellationToken.None);
}
