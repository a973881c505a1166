namespace LocalOkta;

/// <summary>Which app is told of which user.</summary>
/// <param name="Client">The app.</param>
/// <param name="Endpoint">Its endpoint for the signal.</param>
/// <param name="User">Whose sessions are to end.</param>
/// <param name="Sid">The one session to end; none means all.</param>
public sealed record SignalTarget(ClientSettings Client, Uri Endpoint, DemoUser User, string? Sid);
