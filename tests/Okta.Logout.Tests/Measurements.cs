namespace Okta.Logout.Tests;

/// <summary>Tests that measure memory run alone.</summary>
[CollectionDefinition(nameof(Measurements), DisableParallelization = true)]
public sealed class Measurements;
