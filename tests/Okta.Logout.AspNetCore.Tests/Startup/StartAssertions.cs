namespace Okta.Logout.AspNetCore.Tests;

internal static class StartAssertions
{
    /// <summary>Expects an exception whose message begins with an error id, and which has the address of its description.</summary>
    public static async Task ShouldBeStoppedAsync(this Func<Task> start, string message)
    {
        var exception = (await start.Should().ThrowAsync<InvalidOperationException>().WithMessage(message)).Which;

        exception.HelpLink.Should().EndWith($"/docs/errors.md#{message[.."OL0000".Length].ToLowerInvariant()}");
    }
}
