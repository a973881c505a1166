namespace Okta.Logout.Testing;

/// <summary>One thing that a revocation log has to do.</summary>
public sealed class RevocationLogCheck
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly Func<LogUnderCheck, Task> _run;

    internal RevocationLogCheck(string name, string meaning, Func<LogUnderCheck, Task> run)
    {
        Name = name;
        Meaning = meaning;
        _run = run;
    }

    /// <summary>Gets what is checked, in one sentence without spaces.</summary>
    public string Name { get; }

    /// <summary>Gets why a log has to do it.</summary>
    public string Meaning { get; }

    /// <summary>Runs the check on a log.</summary>
    /// <param name="connect">
    /// Creates the log as one more node of an app has it: all that one check gets are nodes of one log, which is empty when the check begins. What is
    /// disposable is disposed of when the check ends.
    /// </param>
    /// <param name="patience">How long each call may take, and how long a record may take from one node to another. The default is 30 seconds; a log that works takes no longer because of it.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>A task that completes when the log has passed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connect"/> is null.</exception>
    /// <exception cref="RevocationLogCheckException">The log has not passed. The message says what it did wrong.</exception>
    public async Task RunAsync(Func<IRevocationLog> connect, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connect);
        await using var log = new LogUnderCheck(Name, connect, patience ?? DefaultPatience, cancellationToken);
        await _run(log);
    }

    /// <summary>Returns <see cref="Name"/>, which test frameworks show.</summary>
    public override string ToString() => Name;
}
