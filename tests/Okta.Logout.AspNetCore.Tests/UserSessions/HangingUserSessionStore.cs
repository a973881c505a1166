namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A store that never answers.</summary>
/// <param name="isPolite">Whether it gives up when it is cancelled.</param>
internal sealed class HangingUserSessionStore(bool isPolite) : IUserSessionStore
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, byte[]>> _never = new();

    public Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => _never.Task;

    public Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default) => _never.Task;

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default) =>
        isPolite ? _never.Task.WaitAsync(cancellationToken) : _never.Task;
}
