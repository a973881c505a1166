namespace Okta.Logout;

/// <summary>
/// The threads on which a sign-out runs code of the app. Each kind of work has threads of its own, so that terminators that block delay neither writes to
/// the revocation list nor sign-outs of users.
/// </summary>
internal sealed class SignOutThreads
{
    /// <summary>How many terminations that anybody can cause run their terminators at once.</summary>
    public const int MostAnonymous = 4;

    private const int Most = 32;

    public DedicatedThreads Steps { get; } = new("Okta.Logout step", Most);

    public DedicatedThreads Terminators { get; } = new("Okta.Logout terminator", Most);

    public DedicatedThreads Remote { get; } = new("Okta.Logout remote", Most);

    /// <summary>Gets the threads for code of the app that handles a token whose signature is verified.</summary>
    public DedicatedThreads SignedRequests { get; } = new("Okta.Logout signed request", Most);

    /// <summary>Gets the threads for code of the app that runs before that, which anybody can cause.</summary>
    public DedicatedThreads UnverifiedRequests { get; } = new("Okta.Logout unverified request", 2 * MostAnonymous);

    /// <summary>Gets the threads for code of the app that runs because the session of an open connection has ended.</summary>
    public DedicatedThreads Connections { get; } = new("Okta.Logout connection", Most);

    public DedicatedThreads AnonymousSteps { get; } = new("Okta.Logout anonymous step", 2 * MostAnonymous);

    // Twice as many as run at once, so that the continuation of a terminator finds a thread, too.
    public DedicatedThreads AnonymousTerminators { get; } = new("Okta.Logout anonymous terminator", 2 * MostAnonymous);

    /// <summary>Whether anybody can cause the work of these threads.</summary>
    public bool IsAnonymous(DedicatedThreads? threads) => threads is not null && (threads == AnonymousSteps || threads == AnonymousTerminators);
}
