using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Whatever the body of POST /signout is: the user is signed out, and goes to the default path.</summary>
public sealed class HostileBodies
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    private static readonly Dictionary<string, Func<HttpContent?>> Bodies = new()
    {
        ["none"] = () => null,
        ["empty form"] = () => Content(Form, ""),
        ["empty json"] = () => Content(Json, ""),
        ["empty return url"] = () => Content(Form, "returnUrl="),
        ["long return url"] = () => Content(Form, "returnUrl=/" + new string('x', 10_000)),
        ["duplicate fields"] = () => Content(Form, "returnUrl=/a&returnUrl=/b"),
        ["duplicate members"] = () => Content(Json, """{"returnUrl":"/a","returnUrl":"/b"}"""),
        ["duplicate escaped members"] = () => Content(Json, """{"returnUrl":"/a","return\u0055rl":"/b"}"""),
        ["form with array brackets"] = () => Content(Form, "returnUrl[]=/a"),
        ["10 MB form"] = () => Content(Form, "x=" + new string('x', 10_000_000)),
        ["10 MB json"] = () => Content(Json, "\"" + new string('x', 10_000_000) + "\""),
        ["100 000 keys"] = () => Content(Form, string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}=v&")) + "returnUrl=/a"),
        ["multipart without boundary"] = () => Content("multipart/form-data", "x"),
        ["multipart with a long boundary"] = () => Content("multipart/form-data; boundary=" + new string('b', 500), "x"),
        ["multipart cut off"] = () => Content("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"returnUrl\"\r\n\r\n/a"),
        ["multipart with bad headers"] = () => Content("multipart/form-data; boundary=b", "--b\r\n\0: \r\n\r\n/a\r\n--b--"),
        ["multipart with a file as return url"] = () => Content(
            "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"returnUrl\"; filename=\"x\"\r\n\r\n/a\r\n--b--"),
        ["deep json"] = () => Content(Json, new string('[', 10_000)),
        ["json array"] = () => Content(Json, "[\"/a\"]"),
        ["json string"] = () => Content(Json, "\"/a\""),
        ["json null"] = () => Content(Json, "null"),
        ["json with a number"] = () => Content(Json, """{"returnUrl":1}"""),
        ["json with an object"] = () => Content(Json, """{"returnUrl":{"returnUrl":"/a"}}"""),
        ["json with other letter case"] = () => Content(Json, """{"ReturnURL":"/a"}"""),
        ["json cut off"] = () => Content(Json, """{"returnUrl":"/a"""),
        ["json with more behind it"] = () => Content(Json, """{"returnUrl":"/a"}{}"""),
        ["json with half a surrogate pair"] = () => Content(Json, """{"returnUrl":"/\ud800"}"""),
        ["json with half a surrogate pair as name"] = () => Content(Json, """{"\ud800":"/","returnUrl":1}"""),
        ["json of invalid utf-8"] = () => Bytes(Json, [.. "{\"returnUrl\":\"/"u8, 0xff, 0xfe, .. "\"}"u8]),
        ["json name of invalid utf-8"] = () => Bytes(Json, [.. "{\""u8, 0xff, .. "\":\"/a\"}"u8]),
        ["utf-16 json"] = () => Bytes("application/json; charset=utf-16", Encoding.Unicode.GetBytes("""{"returnUrl":"/a"}""")),
        ["form of invalid utf-8"] = () => Bytes(Form, [.. "returnUrl=/"u8, 0xc3, 0x28]),
        ["form in utf-7"] = () => Content(Form + "; charset=utf-7", "returnUrl=+AC8-evil"),
        ["form in an unknown charset"] = () => Content(Form + "; charset=klingon", "returnUrl=//evil.com"),
        ["plain text"] = () => Content("text/plain", "returnUrl=/a"),
        ["xml"] = () => Content("application/xml", "<returnUrl>/a</returnUrl>"),
        ["a content type that is none"] = () => Content("nonsense", "returnUrl=/a"),
        ["no content type"] = () => Content(null, "returnUrl=/a"),
        ["raw line breaks"] = () => Content(Form, "returnUrl=/a%0d%0aSet-Cookie:x"),
        ["a nul"] = () => Content(Form, "returnUrl=/a%00"),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_signs_out_to_the_default_path(string name)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var state = (await HtmlForm.ReadAsync(await browser.SendAsync(Request(Bodies[name]())))).Fields["state"];

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_an_antiforgery_token_it_is_a_bad_request(string name)
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = Request(Bodies[name]());
        request.Headers.Remove("Sec-Fetch-Site");

        (await app.NewBrowser().SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_user_who_goes_away_while_the_body_is_read_is_signed_out_all_the_same()
    {
        await using var app = await new SomeApp
        {
            First = host => host.Use((context, next) =>
            {
                if (context.Request.Path == "/signout")
                    context.RequestAborted = new CancellationToken(canceled: true);
                return next(context);
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.SendAsync(Request(Content(Form, "returnUrl=/bye")));

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_form_that_the_app_has_read_before_still_counts()
    {
        await using var app = await new SomeApp
        {
            First = host => host.Use(async (context, next) =>
            {
                if (context.Request.HasFormContentType)
                    await context.Request.ReadFormAsync();
                await next(context);
            }),
        }.StartAsync();

        (await app.NewBrowser().PostAsync("/signout", ("returnUrl", "/bye"))).Location().Should().Be("/bye");
    }

    [Theory]
    [InlineData(Form, "returnUrl=%2Fbye")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "returnUrl=/bye&unknown=x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"returnUrl\"\r\n\r\n/bye\r\n--b--\r\n")]
    [InlineData(Json, """{"returnUrl":"/bye","unknown":[]}""")]
    [InlineData("application/problem+json; charset=utf-8", """{"returnUrl":"/bye"}""")]
    public async Task A_good_body_is_read(string mediaType, string body)
    {
        await using var app = await new SomeApp().StartAsync();

        (await app.NewBrowser().SendAsync(Request(Content(mediaType, body)))).Location().Should().Be("/bye");
    }

    private static HttpRequestMessage Request(HttpContent? content) => new(HttpMethod.Post, "/signout")
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" } },
        Content = content,
    };

    private static ByteArrayContent Content(string? mediaType, string body) => Bytes(mediaType, Encoding.UTF8.GetBytes(body));

    private static ByteArrayContent Bytes(string? mediaType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }
}
