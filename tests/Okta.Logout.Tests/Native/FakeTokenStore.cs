using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

/// <summary>Where a native app keeps its tokens.</summary>
internal sealed class FakeTokenStore(ConcurrentQueue<string> journal) : ITokenStore
{
    public StoredTokens? Tokens { get; set; } = new()
    {
        IdToken = Some.IdToken(),
        RefreshToken = The.RefreshToken,
        AccessToken = The.AccessToken,
        DeviceSecret = The.DeviceSecret,
    };

    public Func<CancellationToken, Task> OnGet { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<StoredTokens?> GetAsync(CancellationToken cancellationToken = default)
    {
        await OnGet(cancellationToken);
        return Tokens;
    }

    public ValueTask RemoveAsync(CancellationToken cancellationToken = default)
    {
        journal.Enqueue("remove");
        Tokens = null;
        return default;
    }
}
