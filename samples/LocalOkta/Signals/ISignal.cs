namespace LocalOkta;

/// <summary>A message that tells an app, from server to server, to end sessions of a user.</summary>
public interface ISignal
{
    /// <summary>Its name in forms and in JSON.</summary>
    string Kind { get; }

    string Title { get; }

    string Description { get; }

    /// <summary>Whether it names one session of the user instead of the user.</summary>
    bool IsPerSession { get; }

    /// <summary>Whether the user is signed out of the org and loses all tokens first.</summary>
    bool ClearsUserSessions { get; }

    Uri? EndpointOf(ClientSettings client);

    HttpRequestMessage CreateRequest(SignalTarget target);
}
