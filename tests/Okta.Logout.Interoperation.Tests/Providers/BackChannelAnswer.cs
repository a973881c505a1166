namespace Okta.Logout.Interoperation.Tests;

/// <summary>What the suite looks at in the answer to a logout token.</summary>
internal sealed record BackChannelAnswer(int Status, bool IsNoStore);
