namespace Okta.Logout;

/// <summary>The sessions that a Universal Logout request names, or why there are none.</summary>
public sealed class UniversalLogoutSubject
{
    private UniversalLogoutSubject(UniversalLogoutSubjectStatus status, IReadOnlyList<SessionTarget> targets)
    {
        Status = status;
        Targets = targets;
    }

    /// <summary>Gets the result for a user who does not exist in the app.</summary>
    public static UniversalLogoutSubject Unknown { get; } = new(UniversalLogoutSubjectStatus.Unknown, []);

    /// <summary>Gets the result for a user whom the app cannot sign out.</summary>
    public static UniversalLogoutSubject CannotBeSignedOut { get; } = new(UniversalLogoutSubjectStatus.CannotBeSignedOut, []);

    /// <summary>Gets what is known of the user.</summary>
    public UniversalLogoutSubjectStatus Status { get; }

    /// <summary>Gets the sessions to end.</summary>
    /// <value>Empty unless <see cref="Status"/> is <see cref="UniversalLogoutSubjectStatus.Found"/>.</value>
    public IReadOnlyList<SessionTarget> Targets { get; }

    /// <summary>The user's sessions are those of the targets.</summary>
    /// <param name="targets">One for each way in which sessions of the user may be named; empty if the user has no sessions.</param>
    /// <returns>The subject.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="targets"/> is null.</exception>
    public static UniversalLogoutSubject Found(params IReadOnlyList<SessionTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new(UniversalLogoutSubjectStatus.Found, [.. targets]);
    }
}
