namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Tests that need the whole machine run alone.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;
