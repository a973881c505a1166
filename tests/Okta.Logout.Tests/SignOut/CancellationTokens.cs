namespace Okta.Logout.Tests;

internal static class CancellationTokens
{
    /// <summary>Ends, as cancelled, when the token is.</summary>
    public static async Task WaitAsync(this CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }
}
