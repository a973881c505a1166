using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Senders that send too much, too slowly or too often.</summary>
public sealed class Loads(AllChannels channels) : IClassFixture<AllChannels>
{
    private const string Form = "Content-Type: application/x-www-form-urlencoded";
    private const int Gigabyte = 1 << 30;
    private const int ChunkSize = 0x10000;
    private const string SameOrigin = "Sec-Fetch-Site: same-origin";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 8 });

    private static readonly Dictionary<string, (int Answer, Func<AllChannels, string[]> Headers)> Endpoints = new()
    {
        ["/signout/backchannel"] = (413, _ => [Form]),
        ["/signout/universal"] = (413, app => [$"Authorization: Bearer {app.UniversalLogoutToken()}", "Content-Type: application/json"]),
        ["/signout/events"] = (413, _ => ["Content-Type: application/secevent+jwt"]),
        ["/signout/frontchannel"] = (200, _ => [Form]),
        ["/signout"] = (303, _ => [SameOrigin, Form]),
        ["/signout?json"] = (303, _ => [SameOrigin, "Content-Type: application/json"]),
        ["/signout?cross-site"] = (400, _ => [Form]),
    };

    public static TheoryData<string> Paths => [.. Endpoints.Keys];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_body_without_end_is_cut(string path)
    {
        var browser = await channels.SignedInAsync();
        var (answer, headers) = Endpoints[path];
        using var wire = await Wire.ConnectAsync(channels.App);
        await wire.SendAsync(channels.Head(path, [.. headers(channels), "Transfer-Encoding: chunked"]));

        var (sent, statuses) = await wire.FloodAsync(Chunk(), times: Gigabyte / ChunkSize);

        statuses.Should().Equal(answer);
        sent.Should().BeLessThan(Gigabyte / 16);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slow_bodies_are_given_up_and_hold_nobody_up()
    {
        const int ConnectionsPerEndpoint = 40;
        var browser = await channels.SignedInAsync();
        var slow = new List<(string Path, Wire Wire)>();
        foreach (var (path, (_, headers)) in Endpoints)
        {
            for (var i = 0; i < ConnectionsPerEndpoint; i++)
            {
                slow.Add((path, await Wire.ConnectAsync(channels.App)));
                await slow[^1].Wire.SendAsync(channels.Head(path, [.. headers(channels), "Content-Length: 1000"]) + "l");
            }
        }

        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK, "threads are left for others");
        var answers = await Task.WhenAll(slow.Select(async one => (one.Path, Status: (await one.Wire.StatusesAsync()).Single())));

        answers.Should().OnlyContain(one => one.Status == (Endpoints[one.Path].Answer == 413 ? 408 : Endpoints[one.Path].Answer));
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
        slow.ForEach(one => one.Wire.Dispose());
    }

    [Fact]
    public async Task Ten_thousand_invalid_tokens_cost_one_download_of_the_keys()
    {
        const int Many = 10_000;
        var browser = await channels.SignedInAsync();
        (await channels.Run.Provider.Notices.SendAsync(ProviderSession.Of("user-2"))).Status.Should().Be(200, "the app knows the keys now");
        var downloads = channels.Run.Provider.KeyDownloads;
        var statuses = new ConcurrentBag<HttpStatusCode>();
        var valid = channels.LogoutToken().Split('.');

        await Parallel.ForAsync(0, Many, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellationToken) =>
        {
            using var form = new FormUrlEncodedContent([new("logout_token", Invalid(valid, number))]);
            using var answer = await Http.PostAsync(channels.App + "/signout/backchannel", form, cancellationToken);
            statuses.Add(answer.StatusCode);
        });

        // Of the unknown keys, only those for which the download was made are known not to exist.
        statuses.Should().HaveCount(Many).And.OnlyContain(status => status == HttpStatusCode.BadRequest || status == HttpStatusCode.ServiceUnavailable);
        statuses.Count(status => status is HttpStatusCode.ServiceUnavailable).Should().BeLessThan(Many / 4);
        channels.Run.Provider.KeyDownloads.Should().Be(downloads + 1);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guesses_of_one_client_are_refused_after_a_while_and_do_not_hurt_another()
    {
        var browser = await channels.SignedInAsync();
        var issuer = Uri.EscapeDataString(channels.Run.Provider.Issuer);
        var guess = channels.Get($"/signout/frontchannel?iss={issuer}&sid=guess");
        using var guesser = await Wire.ConnectAsync(channels.App, IPAddress.Parse("127.0.0.2"));
        using var user = await Wire.ConnectAsync(channels.App, IPAddress.Parse("127.0.0.3"));

        await guesser.SendAsync(string.Concat(Enumerable.Repeat(AllChannels.KeptOpen(guess), 999)) + guess);
        var guesses = await guesser.StatusesAsync();
        await user.SendAsync(channels.Get($"/signout/frontchannel?iss={issuer}&sid={Uri.EscapeDataString(channels.Run.Provider.Session.Sid)}"));

        guesses.Should().HaveCount(1000).And.OnlyContain(status => status == 200 || status == 429);
        guesses.Count(status => status == 200).Should().BeLessThanOrEqualTo(2 * new FrontChannelLogoutOptions().RequestsPerMinute);
        (await user.StatusesAsync()).Should().Equal(200);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static byte[] Chunk() => Encoding.ASCII.GetBytes($"{ChunkSize:X}\r\n{new string('a', ChunkSize)}\r\n");

    private static string Invalid(string[] valid, int number) => (number % 4) switch
    {
        0 => $"{Encoded($$"""{"alg":"RS256","kid":"unknown-{{number}}"}""")}.{valid[1]}.{valid[2]}",
        1 => $"{valid[0]}.{valid[1]}.{number.ToString("D8", CultureInfo.InvariantCulture)}{valid[2][8..]}",
        2 => $"{valid[0]}.{Encoded($$"""{"number":{{number}}}""")}.{valid[2]}",
        _ => $"no-token-{number}",
    };

    private static string Encoded(string json) => Base64UrlEncoder.Encode(json);
}
