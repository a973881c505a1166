namespace Okta.Logout.AspNetCore.Tests;

/// <summary>How a store fails.</summary>
public enum StoreFault
{
    None,

    /// <summary>It returns a failed task.</summary>
    Throws,

    /// <summary>It throws before it returns a task.</summary>
    ThrowsAtOnce,

    /// <summary>It never responds, and ignores the caller's token.</summary>
    Hangs,
}
