using System.Net;
using System.Text;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Broken bodies under valid tokens, at the endpoints for Universal Logout and shared signals.</summary>
public sealed class BodiesOfTheChannels(AllChannels channels) : IClassFixture<AllChannels>
{
    private const string Json = "application/json";
    private const string SecurityEvent = "application/secevent+jwt";

    private static readonly Dictionary<string, (int Answer, string ContentType, Func<string, string> Body)> Commands = new()
    {
        ["what is valid"] = (204, Json, subject => subject),
        ["not JSON"] = (400, Json, _ => "sub_id"),
        ["text/plain"] = (400, "text/plain", subject => subject),
        ["empty"] = (400, Json, _ => ""),
        ["an array"] = (400, Json, subject => $"[{subject}]"),
        ["sub_id twice"] = (400, Json, subject => $"{subject[..^1]},{subject[1..]}"),
        ["trailing data"] = (400, Json, subject => subject + "x"),
        ["invalid UTF-8"] = (400, Json, subject => subject.Replace("user-", "user-\u00FF", StringComparison.Ordinal)),
        ["a depth of 30 000"] = (400, Json, _ => """{"sub_id":""" + new string('[', 30_000) + new string(']', 30_000) + "}"),
        ["a depth of 100 000"] = (413, Json, _ => """{"sub_id":""" + new string('[', 100_000) + new string(']', 100_000) + "}"),
        ["10 MB"] = (413, Json, subject => subject.PadRight(10_000_000)),
        ["an e-mail of 1 MB"] = (413, Json, _ => $$$"""{"sub_id":{"format":"email","email":"{{{new string('a', 1_000_000)}}}@example.com"}}"""),
    };

    private static readonly Dictionary<string, (int Answer, string ContentType, Func<string, string> Body)> Events = new()
    {
        ["what is valid"] = (202, SecurityEvent, token => token),
        ["a form"] = (400, "application/x-www-form-urlencoded", token => token),
        ["JSON"] = (400, Json, token => $"\"{token}\""),
        ["a JWT"] = (400, "application/jwt", token => token),
        ["gzip of something else"] = (400, SecurityEvent, _ => "\u001F\u008B\b\0"),
        ["a trailing newline"] = (400, SecurityEvent, token => token + "\n"),
        ["CR and LF"] = (400, SecurityEvent, token => token + "\r\n"),
        ["a leading space"] = (400, SecurityEvent, token => " " + token),
        ["NUL"] = (400, SecurityEvent, token => token + "\0"),
        ["a byte order mark"] = (400, SecurityEvent, token => "\u00EF\u00BB\u00BF" + token),
        ["10 MB"] = (413, SecurityEvent, token => token.PadRight(10_000_000)),
    };

    public static TheoryData<string> CommandNames => [.. Commands.Keys];

    public static TheoryData<string> EventNames => [.. Events.Keys];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task Of_Universal_Logout(string name)
    {
        var (answer, contentType, body) = Commands[name];
        var browser = await channels.SignedInAsync();
        var subject = $$$"""{"sub_id":{"format":"opaque","id":"{{{channels.Run.Provider.Session.Subject}}}"}}""";

        var status = await PostAsync("/signout/universal", body(subject), $"Authorization: Bearer {channels.UniversalLogoutToken()}", $"Content-Type: {contentType}");

        status.Should().Be(answer);
        (await browser.MeAsync()).Should().Be(answer == 204 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public async Task Of_shared_signals(string name)
    {
        var (answer, contentType, body) = Events[name];
        var browser = await channels.SignedInAsync();

        var status = await PostAsync("/signout/events", body(channels.SecurityEventToken()), $"Content-Type: {contentType}");

        status.Should().Be(answer);
        (await browser.MeAsync()).Should().Be(answer == 202 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    private async Task<int> PostAsync(string path, string body, params string[] headers)
    {
        using var wire = await Wire.ConnectAsync(channels.App);
        var (_, statuses) = await wire.FloodAsync(Encoding.Latin1.GetBytes(channels.Post(path, body, headers)));
        return statuses.Single();
    }
}
