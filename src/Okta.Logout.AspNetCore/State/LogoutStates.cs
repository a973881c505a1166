namespace Okta.Logout.AspNetCore;

/// <summary>The states of one sign-out: each of its logout requests has a different one, so that their returns can be distinguished.</summary>
internal sealed class LogoutStates(LogoutStateProtector protector, DateTimeOffset expiresAt)
{
    private readonly Dictionary<string, LogoutState> _states = new(StringComparer.Ordinal);

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>Creates a state; null if the keys cannot be used.</summary>
    public string? Create()
    {
        var state = new LogoutState(LogoutStateProtector.CreateNonce(), expiresAt);
        if (protector.Protect(state) is not { } text)
            return null;
        _states.Add(text, state);
        return text;
    }

    public LogoutState? Of(LogoutRequest request) => request.State is { } text ? _states.GetValueOrDefault(text) : null;
}
