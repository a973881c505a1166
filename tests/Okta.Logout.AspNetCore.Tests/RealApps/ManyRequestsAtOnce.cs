using System.Diagnostics;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A client sends thousands of requests at once to a node that has to ask Redis for each.</summary>
[Collection(nameof(RunAlone))]
public sealed class ManyRequestsAtOnce : TwoNodesOnADistributedCache
{
    private const int Count = 4000;

    [Fact]
    public async Task None_of_them_is_served_after_the_sign_out_on_another_node()
    {
        var browser = await A.SignedInBrowserAsync();
        var thief = browser.CopyAt(B);
        await browser.PostAsync("/signout");

        (await ServedAsync([thief])).Should().Be(0);
    }

    [Fact]
    public async Task None_of_many_ended_sessions_is_served()
    {
        List<Browser> thieves = [];
        for (var i = 0; i < 50; i++)
        {
            A.Okta.Claims["sid"] = $"sid-{i}";
            var browser = await A.SignedInBrowserAsync();
            thieves.Add(browser.CopyAt(B));
            await browser.PostAsync("/signout");
        }

        (await ServedAsync(thieves)).Should().Be(0);
    }

    [Fact]
    public async Task All_requests_of_a_live_session_are_served()
    {
        var browser = (await A.SignedInBrowserAsync()).CopyAt(B);

        (await ServedAsync([browser])).Should().Be(Count);
    }

    // The clock of the app goes with the real one: a node that is busy is late by both.
    private async Task<int> ServedAsync(List<Browser> browsers)
    {
        var requests = Task.WhenAll(Enumerable.Range(0, Count).Select(i => Task.Run(browsers[i % browsers.Count].Copy().IsSignedInAsync)));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var last = Stopwatch.GetTimestamp();
        while (!requests.IsCompleted && await ticks.WaitForNextTickAsync())
        {
            Clock.Advance(Stopwatch.GetElapsedTime(last));
            last = Stopwatch.GetTimestamp();
        }

        return (await requests).Count(isServed => isServed);
    }
}
