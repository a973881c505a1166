namespace Okta.Logout;

/// <summary>What all attempts so far have led to: the last good endpoints, and the failures since.</summary>
internal sealed class DiscoveryState
{
    public static readonly DiscoveryState Empty = new(null, null, 0);

    private readonly OktaDiscoveryException? _failure;

    private DiscoveryState(OktaEndpoints? endpoints, OktaDiscoveryException? failure, int failures)
    {
        Endpoints = endpoints;
        _failure = failure;
        Failures = failures;
    }

    public OktaEndpoints? Endpoints { get; }

    public int Failures { get; }

    public static DiscoveryState Good(OktaEndpoints endpoints) => new(endpoints, null, 0);

    public DiscoveryState After(OktaDiscoveryException failure) => new(Endpoints, failure, Failures + 1);

    /// <summary>The endpoints, or the last failure in an exception of the caller's own.</summary>
    public OktaEndpoints Answer() => Endpoints ?? throw new OktaDiscoveryException(_failure!.Message, _failure.InnerException);
}
