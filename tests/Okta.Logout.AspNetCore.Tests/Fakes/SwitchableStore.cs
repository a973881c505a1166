namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A revocation list whose reads and writes a test can break.</summary>
internal sealed class SwitchableStore(ISessionRevocationStore inner) : ISessionRevocationStore
{
    public SwitchableStore(TimeProvider clock)
        : this(new MemorySessionRevocationStore(clock))
    {
    }

    /// <summary>How reads fail.</summary>
    public StoreFault Reads { get; set; }

    /// <summary>How writes fail.</summary>
    public StoreFault Writes { get; set; }

    /// <summary>How many of the next reads fail; all of them unless a test says so.</summary>
    public int FaultyReads { get; set; } = int.MaxValue;

    /// <summary>How many of the next writes fail; all of them unless a test says so.</summary>
    public int FaultyWrites { get; set; } = int.MaxValue;

    /// <summary>How many reads there were.</summary>
    public int ReadCount { get; private set; }

    /// <summary>A list that can be neither read nor written.</summary>
    public static SwitchableStore Down() => new(TimeProvider.System) { Reads = StoreFault.Throws, Writes = StoreFault.Throws };

    public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        if (Writes is not StoreFault.None && FaultyWrites-- > 0)
            await Writes.FailAsync();
        await inner.RevokeAsync(revocation, cancellationToken);
    }

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ReadCount++;
        return Reads is not StoreFault.None && FaultyReads-- > 0 ? FailedReadAsync(Reads.FailAsync()) : inner.IsRevokedAsync(session, cancellationToken);
    }

    private static async ValueTask<bool> FailedReadAsync(Task failure)
    {
        await failure;
        return false;
    }
}
