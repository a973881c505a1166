namespace Okta.Logout;

/// <summary>What ended a session.</summary>
public enum SessionTerminationReason
{
    /// <summary>The user signed out here.</summary>
    SignOut,

    /// <summary>The provider called the front-channel endpoint.</summary>
    FrontChannelLogout,

    /// <summary>The provider sent a logout token.</summary>
    BackChannelLogout,

    /// <summary>Okta asked for Universal Logout.</summary>
    UniversalLogout,

    /// <summary>A shared signal reported it.</summary>
    SharedSignal,

    /// <summary>An administrator, or the app's own code.</summary>
    Administrator,

    /// <summary>The user ended all sessions but the one that asked.</summary>
    OtherSessions,
}
