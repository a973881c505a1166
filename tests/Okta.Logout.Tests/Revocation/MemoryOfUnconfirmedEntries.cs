using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

/// <summary>The most that strangers can make a node remember, when all bounds are reached.</summary>
[Collection(nameof(Measurements))]
public sealed class MemoryOfUnconfirmedEntries
{
    private const int Most = UnconfirmedTable.Slots * UnconfirmedSlot.MostEntries;

    private object? _node;

    [Fact]
    public void The_list_takes_5_million_bytes_at_most_however_many_are_sent()
    {
        FloodTheList();

        SizeOfNode().Should().BeInRange(4_194_304, 5_000_000, "4,194,304 bytes are the entries themselves");
    }

    [Fact]
    public void A_node_whose_shared_list_fails_remembers_12_million_bytes_at_most()
    {
        FloodANodeWhoseListFails();

        SizeOfNode().Should().BeInRange(2 * 4_194_304, 12_000_000, "two tables are full, and 1,000 entries wait");
    }

    // By themselves, so that no reference stays on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FloodTheList()
    {
        var store = new MemorySessionRevocationStore(Some.Clock());
        for (var i = 0; i < 3 * Most; i++)
            store.Add(Unconfirmed(i));
        _node = store;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FloodANodeWhoseListFails()
    {
        var clock = Some.Clock();
        var throttle = new LogThrottle(clock);
        var forgotten = new ForgottenRevocations(throttle, NullLogger<ForgottenRevocations>.Instance);
        var pending = new PendingRevocations(
            new ScriptedStore((_, _) => throw new IOException("Down.")), new(), Options.Create(new SessionTerminationOptions()), forgotten, throttle, clock,
            NullLogger<PendingRevocations>.Instance);

        // What a store in a shared cache remembers beside it.
        var known = new MemorySessionRevocationStore(clock);
        for (var i = 0; i < 2 * Most; i++)
        {
            var revocation = Unconfirmed(i);
            known.Add(revocation);
            pending.Add(revocation);
        }

        _node = (known, pending, clock);
    }

    // With the longest sid that is accepted.
    private static SessionRevocation Unconfirmed(int number) =>
        new(SessionTarget.ForSession(The.Issuer, $"{number:d1024}").SentFrom((uint)number % 5_000).At(The.Now), The.Now.AddDays(1), isUnconfirmed: true);

    // What the node gives back: what earlier tests have left is freed at any time.
    private long SizeOfNode()
    {
        var full = TotalMemory();
        GC.KeepAlive(_node);
        _node = null;
        return full - TotalMemory();
    }

    // What has a finalizer goes at the second collection, with all that it refers to.
    private static long TotalMemory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
