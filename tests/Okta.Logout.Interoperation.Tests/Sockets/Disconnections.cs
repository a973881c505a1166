using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>Senders of logout tokens that are gone before the answer comes.</summary>
public sealed class Disconnections(AllChannels channels) : IClassFixture<AllChannels>
{
    private const string Path = "/signout/backchannel";
    private const string Form = "Content-Type: application/x-www-form-urlencoded";

    [Fact]
    public async Task A_token_that_was_not_sent_to_its_end_may_be_sent_again()
    {
        var browser = await channels.SignedInAsync();
        var token = channels.LogoutToken();
        using (var wire = await Wire.ConnectAsync(channels.App))
        {
            await wire.SendAsync(channels.Post(Path, $"logout_token={token}", Form)[..^1]);
            wire.Reset();
        }

        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
        (await channels.Run.Provider.Notices.PostAsync(token)).Status.Should().Be(200);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_whose_sender_hangs_up_while_the_keys_are_on_their_way_may_be_sent_again()
    {
        var asked = new TaskCompletionSource();
        var keysMayCome = new TaskCompletionSource();
        await using var run = await SuiteRun.StartAsync(new()
        {
            BeforeKeys = () =>
            {
                asked.TrySetResult();
                return keysMayCome.Task;
            },
        });
        var token = run.Provider.Notices.LogoutToken(run.Provider.Session);
        var body = $"logout_token={token}";
        using (var wire = await Wire.ConnectAsync(run.App))
        {
            await wire.SendAsync($"POST {Path} HTTP/1.1\r\nHost: app\r\n{Form}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await asked.Task;
            wire.Reset();
        }

        await Eventually.BecomesTrueAsync(() => Task.FromResult(run.Logs.GetSnapshot().Any(record => record.Message.Contains("OL8303", StringComparison.Ordinal))));
        keysMayCome.SetResult();

        (await run.Provider.Notices.PostAsync(token)).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_logout_whose_sender_has_hung_up_happens_or_may_be_sent_again()
    {
        for (var i = 0; i < 50; i++)
        {
            var browser = await channels.SignedInAsync();
            var token = channels.LogoutToken();
            using (var wire = await Wire.ConnectAsync(channels.App))
            {
                await wire.SendAsync(channels.Post(Path, $"logout_token={token}", Form));
                wire.Reset();
            }

            (await channels.Run.Provider.Notices.PostAsync(token)).Status.Should().BeOneOf(200, 400);
            await Eventually.BecomesTrueAsync(async () => await browser.MeAsync() is HttpStatusCode.Unauthorized);
        }
    }
}
