using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>IIS and others refuse a query of more than 2,048 characters: Okta's redirect has to fit.</summary>
public sealed class LongReturnUrls
{
    public static TheoryData<int> Lengths => [4, 1_500, 2_047, 2_048];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_return_url_comes_back_through_a_server_that_limits_the_query(int length)
    {
        await using var app = await new SomeApp { First = host => host.Use(RefuseLongQueries) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var returnUrl = "/bye" + new string('x', length - 4);

        var state = (await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", returnUrl)))).Fields["state"];
        var back = await browser.GetAsync("/signout/complete?state=" + state);

        back.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        back.Location().Should().Be(returnUrl);
    }

    [Fact]
    public async Task No_return_url_makes_the_state_longer()
    {
        await using var app = await new SomeApp().StartAsync();

        (await StateOfAsync(app, "/" + new string('x', 2_047))).Length.Should().Be((await StateOfAsync(app, "/")).Length).And.BeLessThan(300);
    }

    [Fact]
    public async Task The_cookie_with_the_longest_return_url_is_one_that_browsers_keep()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var cookie = (await browser.PostAsync("/signout", ("returnUrl", "/" + new string('x', 2_047)))).SetCookie(".Okta.Logout.");

        cookie.Length.Should().BeLessThan(4_096);
    }

    [Fact]
    public async Task One_that_is_too_long_leads_to_the_default_path_and_says_so()
    {
        await using var app = await new SomeApp().StartAsync();

        (await app.NewBrowser().PostAsync("/signout", ("returnUrl", "/" + new string('x', 2_048)))).Location().Should().Be("/");

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7004).Which.Message.Should().Contain("more than 2048 characters");
    }

    [Fact]
    public async Task A_return_url_cannot_be_put_into_the_cookie_of_another_state()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var first = await browser.PostAsync("/signout", ("returnUrl", "/first"));
        await browser.SignInAsync();
        var second = await browser.PostAsync("/signout", ("returnUrl", "/second"));
        var swapped = $"{NameOf(second)}={ValueOf(first)}";

        var back = await app.NewBrowser().SendAsync(new(HttpMethod.Get, "/signout/complete?state=" + (await HtmlForm.ReadAsync(second)).Fields["state"])
        {
            Headers = { { "Cookie", swapped } },
        });

        back.Location().Should().Be("/");
    }

    private static Task RefuseLongQueries(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Length <= 2_048)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task<string> StateOfAsync(RunningApp app, string returnUrl)
    {
        var browser = await app.SignedInBrowserAsync();
        return (await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", returnUrl)))).Fields["state"];
    }

    private static string NameOf(HttpResponseMessage response) => response.SetCookie(".Okta.Logout.").Split('=')[0];

    private static string ValueOf(HttpResponseMessage response) => response.SetCookie(".Okta.Logout.").Split('=', ';')[1];
}
