namespace Okta.Logout.Tests;

internal static class EndedTokens
{
    public static Task IsCancelledAsync(this CancellationToken token) => Eventually.BecomesTrueAsync(() => Task.FromResult(token.IsCancellationRequested));
}
