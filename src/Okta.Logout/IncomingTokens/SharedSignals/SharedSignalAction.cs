namespace Okta.Logout;

/// <summary>What an app does on a signal: a signal is information, not a command.</summary>
public enum SharedSignalAction
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Ends the sessions that the signal names and that began before the event.</summary>
    EndSessions,
}
