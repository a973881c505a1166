namespace Okta.Logout.Tests;

/// <summary>Who loses an entry where a slot is full.</summary>
public class UnconfirmedSlots
{
    private const uint Later = 2_000_000_000;

    private readonly UnconfirmedSlot _slot = new();

    [Fact]
    public void The_network_that_holds_most_loses_its_oldest()
    {
        Add(network: 1, first: 0, count: 2);
        Add(network: 2, first: 100, count: 62);

        _slot.Add(Entry(200, network: 3), now: 0).Should().BeTrue();

        Has(100).Should().BeFalse();
        Has(0).Should().BeTrue();
        Has(101).Should().BeTrue();
        Has(200).Should().BeTrue();
    }

    [Fact]
    public void The_newcomer_counts_too()
    {
        Add(network: 1, first: 0, count: 32);
        Add(network: 2, first: 100, count: 32);

        _slot.Add(Entry(200, network: 2), now: 0);

        Has(100).Should().BeFalse();
        Has(0).Should().BeTrue();
    }

    [Fact]
    public void Of_equal_shares_the_oldest_goes()
    {
        for (var network = 0u; network < UnconfirmedSlot.MostEntries; network++)
            Add(network, (int)network, 1);

        _slot.Add(Entry(100, network: 100), now: 0);

        Has(0).Should().BeFalse();
        Has(1).Should().BeTrue();
    }

    [Fact]
    public void An_entry_that_is_there_already_takes_no_place()
    {
        Add(network: 1, first: 0, count: UnconfirmedSlot.MostEntries);

        _slot.Add(Entry(5, network: 2), now: 0).Should().BeFalse();

        _slot.Count.Should().Be(UnconfirmedSlot.MostEntries);
    }

    [Fact]
    public void What_has_expired_goes_first()
    {
        _slot.Add(Entry(0, network: 1) with { Expires = 9 }, now: 0);
        Add(network: 2, first: 100, count: 63);

        _slot.Add(Entry(200, network: 2), now: 10).Should().BeFalse();

        Has(0).Should().BeFalse();
        Has(100).Should().BeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(UnconfirmedSlot.MostEntries)]
    public void A_slot_is_written_and_read_again(int count)
    {
        Add(network: 7, first: 0, count);

        var bytes = _slot.Encode();

        bytes.Should().HaveCount(1 + (32 * count));
        var read = UnconfirmedSlot.Decode(bytes)!;
        read.Count.Should().Be(count);
        for (var i = 0; i < count; i++)
            read.Find(Entry(i, 7).Key).Should().Be(Entry(i, 7));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(32, 1)]
    [InlineData(34, 1)]
    [InlineData(1 + (65 * 32), 1)]
    public void What_is_no_slot_is_not_read(int length, byte version)
    {
        var bytes = new byte[length];
        if (length > 0)
            bytes[0] = version;

        UnconfirmedSlot.Decode(bytes).Should().BeNull();
    }

    private static UnconfirmedEntry Entry(int number, uint network) => new(new(1, (ulong)number), 1_000 + number, Later, network);

    private void Add(uint network, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            _slot.Add(Entry(i, network), now: 0);
    }

    private bool Has(int number) => _slot.Find(Entry(number, 0).Key) is not null;
}
