namespace Okta.Logout.Testing;

/// <summary>What every <see cref="IRevocationLog"/> has to do, for the tests of a log of your own: run each of <see cref="All"/> on an empty log.</summary>
public static class RevocationLogChecks
{
    /// <summary>Gets the checks.</summary>
    public static IReadOnlyList<RevocationLogCheck> All { get; } = [.. ReadingChecks.All, .. WaitingChecks.All, .. TrimmingChecks.All];
}
