namespace Okta.Logout;

/// <summary>What is known about an incoming token when it arrives.</summary>
public enum TokenReservation
{
    /// <summary>The token was used: what it asks for is done.</summary>
    Used,

    /// <summary>It was not seen before, and is now reserved for the caller.</summary>
    Reserved,

    /// <summary>Another caller is doing what it asks for, and may still fail.</summary>
    InProgress,
}
