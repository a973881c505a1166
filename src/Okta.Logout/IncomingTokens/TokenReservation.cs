namespace Okta.Logout;

/// <summary>What is known of an incoming token when it arrives.</summary>
public enum TokenReservation
{
    /// <summary>It was not seen before, and is the caller's now.</summary>
    Reserved,

    /// <summary>Someone else is doing what it asks for, and may still fail.</summary>
    InProgress,

    /// <summary>What it asks for was done.</summary>
    Used,
}
