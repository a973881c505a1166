using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Requests whose method, body or headers are not as they should be.</summary>
public sealed class BackChannelTransport
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, (HttpStatusCode Status, Func<string, HttpContent?> Content)> Bodies = new()
    {
        ["no Content-Type"] = (HttpStatusCode.UnsupportedMediaType, token => Text($"logout_token={token}", null)),
        ["no body"] = (HttpStatusCode.UnsupportedMediaType, _ => null),
        ["broken Content-Type"] = (HttpStatusCode.UnsupportedMediaType, token => Text($"logout_token={token}", ";;/")),
        ["two Content-Types"] = (HttpStatusCode.UnsupportedMediaType, token => Text($"logout_token={token}", $"{Form}, {Form}")),
        ["JSON"] = (HttpStatusCode.UnsupportedMediaType, token => Text($$"""{"logout_token":"{{token}}"}""", "application/json")),
        ["multipart"] = (HttpStatusCode.UnsupportedMediaType, token => new MultipartFormDataContent { { new StringContent(token), "logout_token" } }),
        ["text"] = (HttpStatusCode.UnsupportedMediaType, token => Text($"logout_token={token}", "text/plain")),
        ["charset"] = (HttpStatusCode.OK, token => Text($"logout_token={token}", Form + "; charset=UTF-8")),
        ["upper-case"] = (HttpStatusCode.OK, token => Text($"logout_token={token}", Form.ToUpperInvariant())),
        ["empty body"] = (HttpStatusCode.BadRequest, _ => Text("", Form)),
        ["another field"] = (HttpStatusCode.BadRequest, token => Text($"token={token}", Form)),
        ["another case"] = (HttpStatusCode.BadRequest, token => Text($"Logout_Token={token}", Form)),
        ["empty"] = (HttpStatusCode.BadRequest, _ => Text("logout_token=", Form)),
        ["white space"] = (HttpStatusCode.BadRequest, _ => Text("logout_token=%20+%09", Form)),
        ["broken escapes"] = (HttpStatusCode.BadRequest, _ => Text("logout%_token=%&%%%=%ZZ", Form)),
        ["gzip"] = (HttpStatusCode.BadRequest, _ => Bytes([0x1F, 0x8B, 8, 0, 0, 0], Form)),
        ["twice the same"] = (HttpStatusCode.BadRequest, token => Text($"logout_token={token}&logout_token={token}", Form)),
        ["a bad second"] = (HttpStatusCode.BadRequest, token => Text($"logout_token={token}&logout_token=x", Form)),
        ["a bad first"] = (HttpStatusCode.BadRequest, token => Text($"logout_token=x&logout_token={token}", Form)),
        ["an empty first"] = (HttpStatusCode.BadRequest, token => Text($"logout_token=&logout_token={token}", Form)),
        ["extra parameters"] = (HttpStatusCode.OK, token => Text($"ignored_parameter=x&state=y&logout_token={token}&returnUrl=https://evil.example.com", Form)),
        ["10 MB"] = (HttpStatusCode.RequestEntityTooLarge, token => Text($"logout_token={token}&x={new string('x', 10_000_000)}", Form)),
        ["chunked"] = (HttpStatusCode.RequestEntityTooLarge, _ => new EndlessContent(Form)),
        ["one byte too much"] = (HttpStatusCode.RequestEntityTooLarge, token => Text(Padded(token, (64 * 1024) + 1), Form)),
        ["the last byte allowed"] = (HttpStatusCode.OK, token => Text(Padded(token, 64 * 1024), Form)),
        ["100 000 keys"] = (HttpStatusCode.RequestEntityTooLarge, token => Text($"logout_token={token}&{Keys(100_000)}", Form)),
        ["100 keys"] = (HttpStatusCode.BadRequest, token => Text($"logout_token={token}&{Keys(100)}", Form)),
        ["a long key"] = (HttpStatusCode.BadRequest, token => Text($"logout_token={token}&{new string('k', 5000)}=1", Form)),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    public static TheoryData<string> Methods => ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_gets_its_status(string name)
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        var (status, content) = Bodies[name];

        var response = await app.PostAsync(content(SomeLogoutToken.Valid()));

        if (status is HttpStatusCode.OK)
            await response.ShouldBeAcceptedAsync();
        else
            await response.ShouldBeRefusedAsync(status, "OL8402");
        (await victim.IsSignedInAsync()).Should().Be(status is not HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Other_methods_are_not_allowed(string method)
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        var request = new HttpRequestMessage(new(method), BackChannelApp.Endpoint + "?logout_token=" + SomeLogoutToken.Valid())
        {
            Headers = { { "Origin", "https://evil.example.com" }, { "Access-Control-Request-Method", "POST" } },
        };

        var response = await app.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
        response.ShouldKeepTheContract();
        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_token_in_the_query_is_ignored()
    {
        await using var app = await BackChannelApp.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, BackChannelApp.Endpoint + "?logout_token=" + SomeLogoutToken.Valid()) { Content = Text("", Form) };

        await (await app.SendAsync(request)).ShouldBeRefusedAsync(errorId: "OL8402");
    }

    [Fact]
    public async Task A_slow_body_is_given_up()
    {
        await using var app = await BackChannelApp.StartAsync();
        var body = new StalledContent(Form);
        var answer = app.PostAsync(body);
        await body.Began;

        await Eventually.BecomesTrueAsync(() =>
        {
            app.App.Clock.Advance(TimeSpan.FromSeconds(11));
            return Task.FromResult(answer.IsCompleted);
        });

        await (await answer).ShouldBeRefusedAsync(HttpStatusCode.RequestTimeout, "OL8402");
        body.End();
    }

    [Fact]
    public async Task A_cookie_in_the_request_does_not_matter()
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync("victims-sid", "victim");
        app.App.Clock.Advance(TimeSpan.FromDays(8));
        var token = new SomeLogoutToken();
        token.Claims["iat"] = app.App.Clock.GetUtcNow().ToUnixTimeSeconds();
        token.Claims["exp"] = app.App.Clock.GetUtcNow().ToUnixTimeSeconds() + 120;
        HttpRequestMessage request = new(HttpMethod.Post, BackChannelApp.Endpoint) { Content = new FormUrlEncodedContent([new("logout_token", token.Build())]) };

        await (await victim.SendAsync(request)).ShouldBeAcceptedAsync();

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_burst_of_invalid_tokens_costs_one_download_of_keys()
    {
        await using var app = await BackChannelApp.StartAsync();
        (await app.DeliverAsync(SomeLogoutToken.Valid())).EnsureSuccessStatusCode();

        await (await app.DeliverAsync(SomeLogoutToken.WithHeader("kid", "unknown"))).ShouldBeRefusedAsync(errorId: "OL8011");
        for (var i = 0; i < 300; i++)
        {
            await (await app.DeliverAsync(SomeLogoutToken.WithHeader("kid", "unknown"))).ShouldBeRefusedAsync(errorId: "OL8011");
            await (await app.DeliverAsync(SomeLogoutToken.WithHeader("kid", $"unknown-{i}"))).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8107");
        }

        app.KeyDownloads.Should().Be(2);
    }

    [Fact]
    public async Task A_spoofed_host_has_no_effect()
    {
        await using var app = await BackChannelApp.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, BackChannelApp.Endpoint)
        {
            Headers = { { "Host", "evil.example.com" }, { "X-Forwarded-Host", "evil.example.com" } },
            Content = new FormUrlEncodedContent([new("logout_token", SomeLogoutToken.Valid())]),
        };

        await (await app.SendAsync(request)).ShouldBeAcceptedAsync();
    }

    private static string Padded(string token, int length) => $"logout_token={token}&x=".PadRight(length, 'x');

    private static string Keys(int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"k{i}=1"));

    private static ByteArrayContent Text(string text, string? contentType) => Bytes(Encoding.UTF8.GetBytes(text), contentType);

    private static ByteArrayContent Bytes(byte[] bytes, string? contentType)
    {
        var content = new ByteArrayContent(bytes);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private sealed class EndlessContent : HttpContent
    {
        public EndlessContent(string contentType) => Headers.ContentType = new MediaTypeHeaderValue(contentType);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            for (var i = 0; i < 16 * 1024; i++)
                await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class StalledContent : HttpContent
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StalledContent(string contentType) => Headers.ContentType = new MediaTypeHeaderValue(contentType);

        public Task Began => _began.Task;

        public void End() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("logout_"u8.ToArray());
            await stream.FlushAsync();
            _began.TrySetResult();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
