namespace Okta.Logout.Tests;

/// <summary>A body whose bytes never come, whatever is cancelled.</summary>
internal sealed class HangingStream : MemoryStream
{
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Some.Never<int>();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Some.Never<int>());
}
