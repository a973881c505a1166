using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One of the app's cookie schemes fails, such as one that reads the cookies of an older system: the sign-out of the others goes on.</summary>
public sealed class CookieSchemesThatCannotBeRead
{
    private const string Name = "legacy";

    [Fact]
    public Task Its_data_format_throws() => SignsOutAsync(options => options.TicketDataFormat = new ThrowingFormat());

    [Fact]
    public Task Its_cookie_manager_throws_because_a_chunk_is_missing() =>
        SignsOutAsync(options => options.CookieManager = new ChunkingCookieManager { ThrowForPartialCookies = true });

    [Fact]
    public async Task The_options_of_a_scheme_that_was_added_at_run_time_cannot_be_used()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<CookieAuthenticationOptions>(Name, _ => throw new InvalidOperationException("No such customer.")),
        }.StartAsync();
        app.Services.GetRequiredService<IAuthenticationSchemeProvider>().AddScheme(new(Name, null, typeof(CookieAuthenticationHandler)));
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await copy.IsSignedInAsync()).Should().BeFalse();
        app.OwnLogs.Should().ContainSingle(record => record.Message.StartsWith("OL6209:", StringComparison.Ordinal));
    }

    private static async Task SignsOutAsync(Action<CookieAuthenticationOptions> configure)
    {
        await using var app = await new SomeApp { Services = services => services.AddAuthentication().AddCookie(Name, configure) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(RunningApp.Origin, "/signout"))
        {
            Headers =
            {
                { "Sec-Fetch-Site", "same-origin" },
                { "Cookie", $".AspNetCore.Cookies={browser.Cookies.Find(".AspNetCore.Cookies")}; .AspNetCore.{Name}=chunks-3; .AspNetCore.{Name}C1=x" },
            },
        };

        var response = await app.Http.SendAsync(request, CancellationToken.None);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private sealed class ThrowingFormat : ISecureDataFormat<AuthenticationTicket>
    {
        public string Protect(AuthenticationTicket data) => throw new NotSupportedException();

        public string Protect(AuthenticationTicket data, string? purpose) => throw new NotSupportedException();

        public AuthenticationTicket? Unprotect(string? protectedText) => throw new FormatException();

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => throw new FormatException();
    }
}
