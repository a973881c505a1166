using System.IO.Compression;
using System.Net;
using System.Text;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// Requests that are barely HTTP, or not at all. Each sends a valid logout token to the back-channel endpoint. If the response is not 200, the session must
/// not end.
/// </summary>
public sealed class OddRequests(AllChannels channels) : IClassFixture<AllChannels>
{
    private const string Path = "/signout/backchannel";
    private const string Form = "Content-Type: application/x-www-form-urlencoded";

    private static readonly Dictionary<string, (int[] Answers, Func<AllChannels, string, string> Request)> Requests = new()
    {
        ["HTTP/1.0 without Host"] = ([200], (_, body) => $"POST {Path} HTTP/1.0\r\n{Form}\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
        ["HTTP/1.1 without Host"] = ([400], (_, body) => $"POST {Path} HTTP/1.1\r\n{Form}\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
        ["two Hosts"] = ([400], (app, body) => app.Post(Path, body, Form, "Host: evil.example.com")),
        ["two Content-Lengths"] = ([400], (app, body) => app.Post(Path, body, Form, $"Content-Length: {body.Length}")),
        ["two Content-Types"] = ([415], (app, body) => app.Post(Path, body, Form, "Content-Type: text/plain")),
        ["a Content-Type beyond ASCII"] = ([400], (app, body) => app.Post(Path, body, "Content-Type: \u00FF\u00FE")),
        ["a folded header"] = ([400], (app, body) => app.Post(Path, body, Form, "X-Folded: a\r\n b")),
        ["NUL in a header"] = ([400], (app, body) => app.Post(Path, body, Form, "X-Nul: a\0b")),
        ["NUL in the path"] = ([400], (app, body) => app.Post(Path + "%00", body, Form)),
        ["Transfer-Encoding identity"] = ([400], (app, body) => app.Head(Path, Form, "Transfer-Encoding: identity") + body),
        ["Transfer-Encoding beats Content-Length"] = ([200], (app, body) => app.Head(Path, Form, "Transfer-Encoding: chunked", "Content-Length: 4") + Chunked(body)),
        ["a chunk of a negative size"] = ([400], (app, body) => app.Head(Path, Form, "Transfer-Encoding: chunked") + $"-1\r\n{body}\r\n0\r\n\r\n"),
        ["a chunk of a size past all bounds"] = ([400], (app, body) => app.Head(Path, Form, "Transfer-Encoding: chunked") + $"FFFFFFFFFFFFFFFFF\r\n{body}\r\n0\r\n\r\n"),
        ["a gzip body is not unpacked"] = ([400], (app, body) => app.Post(Path, Compressed(body), Form, "Content-Encoding: gzip")),
        ["Expect: 100-continue, and not waiting for it"] = ([200], (app, body) => app.Post(Path, body, Form, "Expect: 100-continue")),
        ["Expect: 100-continue for too large a body"] = ([413], (app, _) => app.Head(Path, Form, "Expect: 100-continue", "Content-Length: 100000")),
        ["an absolute target"] = ([200], (app, body) => app.Post(app.App + Path, body, Form)),
        ["an absolute target of another host"] = ([400], (app, body) => app.Post("http://evil.example.com" + Path, body, Form)),
        ["a trailing slash"] = ([200], (app, body) => app.Post(Path + "/", body, Form)),
        ["another case"] = ([200], (app, body) => app.Post("/SignOut/BackChannel", body, Form)),
        ["an escaped dot segment"] = ([200], (app, body) => app.Post("/signout/x/%2e%2e/backchannel", body, Form)),
        ["two slashes"] = ([404], (app, body) => app.Post("/signout//backchannel", body, Form)),
        ["an escaped slash"] = ([404], (app, body) => app.Post("/signout%2Fbackchannel", body, Form)),
        ["TRACE"] = ([405], (app, body) => app.Post(Path, body, Form).Replace("POST", "TRACE", StringComparison.Ordinal)),
        ["a method of one's own"] = ([405], (app, body) => app.Post(Path, body, Form).Replace("POST", "LOGOUT", StringComparison.Ordinal)),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Are_answered(string name)
    {
        var (answers, request) = Requests[name];
        var browser = await channels.SignedInAsync();

        (await Wire.ExchangeAsync(channels.App, request(channels, $"logout_token={channels.LogoutToken()}"))).Should().Equal(answers);

        (await browser.MeAsync()).Should().Be(answers.Contains(200) ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=access_denied&state=%00")]
    public async Task Of_the_sign_in_callback_end_at_the_home_page(string query) =>
        (await Wire.ExchangeAsync(channels.App, channels.Head("/signin-oidc" + query).Replace("POST", "GET", StringComparison.Ordinal))).Should().Equal(302);

    [Fact]
    public async Task A_sender_that_waits_for_100_is_told_to_go_on()
    {
        var browser = await channels.SignedInAsync();
        var body = $"logout_token={channels.LogoutToken()}";
        using var wire = await Wire.ConnectAsync(channels.App);
        await wire.SendAsync(channels.Head(Path, Form, "Expect: 100-continue", $"Content-Length: {body.Length}"));

        (await wire.ReadAsync("HTTP/1.1 100 Continue\r\n\r\n".Length)).Should().Be("HTTP/1.1 100 Continue\r\n\r\n");
        await wire.SendAsync(body);

        (await wire.StatusesAsync()).Should().Equal(200);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_follows_a_body_of_two_lengths_is_no_second_request()
    {
        var browser = await channels.SignedInAsync();
        var second = channels.Post(Path, $"logout_token={channels.LogoutToken()}", Form);
        var first = channels.Head(Path, Form, "Transfer-Encoding: chunked", "Content-Length: 5");

        (await Wire.ExchangeAsync(channels.App, AllChannels.KeptOpen(first) + "0\r\n\r\n" + second)).Should().Equal(400);

        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_body_of_a_refused_request_is_no_second_request()
    {
        var browser = await channels.SignedInAsync();
        var inner = AllChannels.KeptOpen(channels.Post(Path, $"logout_token={channels.LogoutToken()}", Form));
        var outer = AllChannels.KeptOpen(channels.Post(Path, inner, "Content-Type: text/plain"));

        (await Wire.ExchangeAsync(channels.App, outer + channels.Get("/me"))).Should().Equal(415, 401);

        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    private static string Chunked(string body) => $"{body.Length:X}\r\n{body}\r\n0\r\n\r\n";

    private static string Compressed(string body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.ASCII.GetBytes(body));
        return Encoding.Latin1.GetString(packed.ToArray());
    }
}
