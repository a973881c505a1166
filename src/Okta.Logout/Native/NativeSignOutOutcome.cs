namespace Okta.Logout;

/// <summary>How the sign-out of a native app ended. The tokens are removed in any case; <see cref="NativeSignOutReceipt.Steps"/> says whether that succeeded.</summary>
public enum NativeSignOutOutcome
{
    /// <summary>Only the app was signed out. The user's session at Okta, if there is one, stays open; the reason says why.</summary>
    LocalOnly,

    /// <summary>The browser went to Okta and came back with the <c>state</c> of this sign-out.</summary>
    SignedOut,

    /// <summary>The user closed the browser, or the app ended the wait. Whether Okta ended its session is not known.</summary>
    Cancelled,

    /// <summary>The browser did not come back in time. Whether Okta ended its session is not known.</summary>
    TimedOut,

    /// <summary>The browser came back with another <c>state</c>, so not because of this sign-out. Whether Okta ended its session is not known.</summary>
    StateMismatch,
}
