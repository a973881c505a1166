namespace Okta.Logout.Tests;

/// <summary>Blanks without end. Reading a mebibyte of them fails the test.</summary>
internal sealed class EndlessBody : MemoryStream
{
    private const int Limit = 1024 * 1024;
    private int _read;

    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count) => Fill(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Fill(buffer.AsSpan(offset, count)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Fill(buffer.Span));

    private int Fill(Span<byte> buffer)
    {
        _read += buffer.Length;
        _read.Should().BeLessThan(Limit);
        buffer.Fill((byte)' ');
        return buffer.Length;
    }
}
