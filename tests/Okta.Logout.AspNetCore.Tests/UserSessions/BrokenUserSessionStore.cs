namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A store that is down.</summary>
internal sealed class BrokenUserSessionStore : IUserSessionStore
{
    public Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => throw new IOException("Down.");

    public Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default) => throw new IOException("Down.");

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default) => throw new IOException("Down.");
}
