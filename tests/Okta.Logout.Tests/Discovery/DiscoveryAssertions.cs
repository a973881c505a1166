namespace Okta.Logout.Tests;

internal static class DiscoveryAssertions
{
    /// <summary>Asks, and expects the failure with this id of docs/errors.md.</summary>
    public static async Task<OktaDiscoveryException> ShouldFailAsync(this IOktaDiscoveryClient client, string id)
    {
        var failure = (await client.Awaiting(it => it.GetEndpointsAsync().AsTask()).Should().ThrowAsync<OktaDiscoveryException>()).Which;
        failure.Message.Should().StartWith(id + ":");
        failure.HelpLink.Should().EndWith($"/docs/errors.md#{id.ToLowerInvariant()}");
        return failure;
    }
}
