using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a developer learns of a returnUrl that is not followed.</summary>
public sealed class RefusedReturnUrls
{
    [Theory]
    [InlineData("https://spa.example.com:8443/x?code=very-private", "https://spa.example.com:8443")]
    [InlineData("http://app.example.com/x?code=very-private", "http://app.example.com")]
    [InlineData("//evil.com/very-private", "not a path of this app")]
    [InlineData("very-private", "not a path of this app")]
    [InlineData("https://very-private@evil.com/", "https://evil.com")]
    public async Task It_is_logged_with_the_reason_and_without_its_secrets(string returnUrl, string reason)
    {
        await using var app = await new SomeApp().StartAsync();

        (await app.NewBrowser().PostAsync("/signout", ("returnUrl", returnUrl))).Location().Should().Be("/");

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7004).Which.Message.Should().Contain(reason).And.NotContain("private");
    }

    [Fact]
    public async Task It_is_logged_by_the_confirmation_page_too()
    {
        await using var app = await new SomeApp().StartAsync();

        await app.NewBrowser().GetAsync("/signout?returnUrl=https://evil.com");

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7004);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/bye")]
    public async Task What_was_not_asked_for_or_is_followed_is_not_logged(string returnUrl)
    {
        await using var app = await new SomeApp().StartAsync();

        await app.NewBrowser().PostAsync("/signout", ("returnUrl", returnUrl));

        app.OwnLogs.Should().NotContain(record => record.Id.Id == 7004);
    }

    [Theory]
    [InlineData("https://app.example.com/bye?x=1#y", "/bye?x=1#y")]
    [InlineData("https://app.example.com", "/")]
    [InlineData("https://APP.example.com:443/bye", "/bye")]
    public async Task An_absolute_url_of_the_apps_own_origin_is_followed(string returnUrl, string location)
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().PostAsync("/signout", ("returnUrl", returnUrl));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Location().Should().Be(location);
    }

    [Theory]
    [InlineData("http://app.example.com/bye")]
    [InlineData("https://app.example.com:444/bye")]
    [InlineData("https://app.example.com.evil.com/bye")]
    [InlineData("https://app.example.com@evil.com/bye")]
    [InlineData("https:app.example.com/bye")]
    [InlineData("https://app.example.com//evil.com")]
    public async Task An_absolute_url_that_only_looks_like_it_is_not(string returnUrl)
    {
        await using var app = await new SomeApp().StartAsync();

        (await app.NewBrowser().PostAsync("/signout", ("returnUrl", returnUrl))).Location().Should().Be("/");
    }
}
