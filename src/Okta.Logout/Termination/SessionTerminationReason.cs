namespace Okta.Logout;

/// <summary>What ended a session: one of the reasons that the library knows, or the name of another channel.</summary>
public readonly struct SessionTerminationReason : IEquatable<SessionTerminationReason>
{
    private const int LongestName = 64;
    private const string UnknownName = "Unknown";

    // What OpenTelemetry's conventions write for values outside of a known set.
    private const string OtherTag = "_OTHER";

    private readonly string? _name;

    /// <summary>Initializes a new instance of the <see cref="SessionTerminationReason"/> struct, for a channel that the library does not know.</summary>
    /// <param name="name">A constant such as <c>InactivityCap</c>: up to 64 ASCII letters, digits, dots, hyphens and underscores.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or longer, or has other characters.</exception>
    /// <remarks>Logs and terminators get the name; metrics and traces count all such reasons as <c>_OTHER</c>.</remarks>
    public SessionTerminationReason(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > LongestName || !name.All(IsAllowed))
            throw new ArgumentException($"A reason has up to {LongestName} ASCII letters, digits, dots, hyphens and underscores.", nameof(name));
        _name = name;
    }

    /// <summary>Gets the reason of a user who signed out here.</summary>
    public static SessionTerminationReason SignOut { get; } = new(nameof(SignOut));

    /// <summary>Gets the reason of a call of the front-channel endpoint, by the provider or anybody else.</summary>
    public static SessionTerminationReason FrontChannelLogout { get; } = new(nameof(FrontChannelLogout));

    /// <summary>Gets the reason of a provider that sent a logout token.</summary>
    public static SessionTerminationReason BackChannelLogout { get; } = new(nameof(BackChannelLogout));

    /// <summary>Gets the reason of Universal Logout, which Okta asked for.</summary>
    public static SessionTerminationReason UniversalLogout { get; } = new(nameof(UniversalLogout));

    /// <summary>Gets the reason of a shared signal.</summary>
    public static SessionTerminationReason SharedSignal { get; } = new(nameof(SharedSignal));

    /// <summary>Gets the reason of an administrator, or of the app's own code.</summary>
    public static SessionTerminationReason Administrator { get; } = new(nameof(Administrator));

    /// <summary>Gets the reason of a user who ended all sessions except the one that asked.</summary>
    public static SessionTerminationReason OtherSessions { get; } = new(nameof(OtherSessions));

    /// <summary>Gets the reason of a session that has lasted as long as the app or the provider allows.</summary>
    public static SessionTerminationReason AbsoluteLifetime { get; } = new(nameof(AbsoluteLifetime));

    /// <summary>Gets the reason of a session that was not used for as long as the app allows.</summary>
    public static SessionTerminationReason IdleTimeout { get; } = new(nameof(IdleTimeout));

    /// <summary>Gets the reason of a session whose refresh token the provider does not accept any more: its user was deactivated or suspended, the token was revoked, or was not used for too long.</summary>
    public static SessionTerminationReason TokenNoLongerValid { get; } = new(nameof(TokenNoLongerValid));

    /// <summary>Gets the name.</summary>
    /// <value><c>Unknown</c> for the default value.</value>
    public string Name => _name ?? UnknownName;

    /// <summary>The name as a tag: of a bounded set, whatever the app invents.</summary>
    internal string Tag => this == SignOut || this == FrontChannelLogout || this == BackChannelLogout || this == UniversalLogout
        || this == SharedSignal || this == Administrator || this == OtherSessions || this == AbsoluteLifetime || this == IdleTimeout || this == TokenNoLongerValid
        ? Name
        : OtherTag;

    /// <summary>Tells whether two reasons have the same name.</summary>
    /// <param name="left">A reason.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(SessionTerminationReason left, SessionTerminationReason right) => left.Equals(right);

    /// <summary>Tells whether two reasons have different names.</summary>
    /// <param name="left">A reason.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SessionTerminationReason left, SessionTerminationReason right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SessionTerminationReason other) => string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SessionTerminationReason other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>Returns the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private static bool IsAllowed(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '_';
}
