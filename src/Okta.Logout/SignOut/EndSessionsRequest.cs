namespace Okta.Logout;

/// <summary>A request to end sessions on other devices and in other browsers.</summary>
public sealed class EndSessionsRequest
{
    /// <summary>Initializes a new instance of the <see cref="EndSessionsRequest"/> class.</summary>
    /// <param name="target">Which sessions.</param>
    /// <param name="reason">What caused it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
    public EndSessionsRequest(SessionTarget target, SessionTerminationReason reason)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        Reason = reason;
    }

    /// <summary>Gets which sessions end.</summary>
    public SessionTarget Target { get; }

    /// <summary>Gets what caused it.</summary>
    public SessionTerminationReason Reason { get; }

    /// <summary>Gets or sets whether anybody could have sent the request that asks for this, as for front-channel logout.</summary>
    /// <value>
    /// The default is <see langword="false"/>. When <see langword="true"/>, the sessions end as usual, but what a stranger can cause is limited: the entry on
    /// the revocation list is <see cref="SessionRevocation.IsUnconfirmed">unconfirmed</see>, and terminators run after the response, a few at a time.
    /// </value>
    public bool IsUnconfirmed { get; set; }

    /// <summary>Returns reason and kind of target, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(EndSessionsRequest)} ({Reason}, {Target.Kind})";
}
