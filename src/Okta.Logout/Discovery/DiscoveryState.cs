namespace Okta.Logout;

/// <summary>The result of all attempts so far: the last good endpoints, and the failures since then.</summary>
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

    public static DiscoveryState Good(OktaEndpoints endpoints) => new(endpoints.MakeReadOnly(), null, 0);

    public DiscoveryState After(OktaDiscoveryException failure) => new(Endpoints, failure, Failures + 1);

    /// <summary>Returns the endpoints. If there are none, throws the last failure, as a new exception for each caller.</summary>
    public OktaEndpoints Answer() => Endpoints ?? throw new OktaDiscoveryException(_failure!.Message) { IsOfNetwork = _failure.IsOfNetwork };
}
