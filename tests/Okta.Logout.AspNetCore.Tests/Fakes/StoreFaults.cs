namespace Okta.Logout.AspNetCore.Tests;

internal static class StoreFaults
{
    /// <summary>Fails in this way; completes where there is no fault.</summary>
    public static Task FailAsync(this StoreFault fault) => fault switch
    {
        StoreFault.None => Task.CompletedTask,
        StoreFault.Throws => Task.FromException(Failure()),
        StoreFault.ThrowsAtOnce => throw Failure(),
        _ => new TaskCompletionSource().Task,
    };

    private static IOException Failure() => new("secret-server");
}
