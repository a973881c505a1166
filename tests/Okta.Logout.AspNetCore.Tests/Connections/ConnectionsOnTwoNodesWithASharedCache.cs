using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The same with a list that no node has in memory.</summary>
public sealed class ConnectionsOnTwoNodesWithASharedCache : TwoNodesOnADistributedCache
{
    private readonly OpenRequest _open = new();

    [Fact]
    public async Task A_sign_out_on_one_node_ends_what_is_open_on_the_other_at_the_next_look_up()
    {
        var browser = await A.SignedInBrowserAsync();
        var response = await _open.OpenAsync(browser.CopyAt(B));
        await browser.PostAsync("/signout");

        await Eventually.BecomesTrueAsync(Clock, TimeSpan.FromMilliseconds(50), () => Task.FromResult(response.IsCompleted));

        (await response).IsSuccessStatusCode.Should().BeTrue();
    }

    private protected override void Map(WebApplication app) => _open.Map(app);
}
