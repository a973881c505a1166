namespace Okta.Logout;

/// <summary>How sessions end, whatever ends them.</summary>
public sealed class SessionTerminationOptions
{
    /// <summary>Gets or sets how long a revocation is remembered.</summary>
    /// <value>
    /// At least as long as the longest session cookie: one minute to five years. The default is 14 days, in ASP.NET Core the longest
    /// <c>ExpireTimeSpan</c> of the cookie schemes that users sign in to.
    /// </value>
    public TimeSpan? RevocationLifetime { get; set; }

    /// <summary>Gets or sets the time that each <see cref="ISessionTerminator"/>, and each use of the revocation list, may take.</summary>
    /// <value>Between 10 milliseconds and one minute. The default is 2 seconds.</value>
    public TimeSpan TerminatorTimeout { get; set; } = TimeSpan.FromSeconds(2);

    internal TimeSpan GetRevocationLifetime() => RevocationLifetime ?? TimeSpan.FromDays(14);
}
