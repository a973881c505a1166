namespace Okta.Logout.Tests;

/// <summary>A body of blanks without end.</summary>
internal sealed class EndlessStream : BodyStream
{
    public long BytesRead { get; private set; }

    protected override Task<int> ReadChunkAsync(Memory<byte> buffer)
    {
        buffer.Span.Fill((byte)' ');
        BytesRead += buffer.Length;
        return Task.FromResult(buffer.Length);
    }
}
