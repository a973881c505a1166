using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A chunked body without an end, at a server that sets no limit of its own.</summary>
public sealed class EndlessBodies
{
    private const int AFewMegabytes = 8 * 1024 * 1024;

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("application/octet-stream")]
    public async Task It_is_cut_off_and_the_user_signed_out(string mediaType)
    {
        await using var body = new EndlessStream();
        await using var app = await new SomeApp
        {
            First = host => host.Use((context, next) =>
            {
                if (context.Request.Method == HttpMethod.Post.Method && context.Request.Path == "/signout")
                {
                    context.Request.ContentLength = null;
                    context.Request.ContentType = mediaType;
                    context.Request.Body = body;
                }

                return next(context);
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await browser.IsSignedInAsync()).Should().BeFalse();
        body.BytesRead.Should().BeLessThan(AFewMegabytes);
    }
}
