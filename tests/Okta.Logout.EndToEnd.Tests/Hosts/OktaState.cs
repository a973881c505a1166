namespace Okta.Logout.EndToEnd.Tests;

/// <summary>What <c>/api/state</c> of Local Okta says.</summary>
public sealed record OktaState(IReadOnlyList<OktaSession> Sessions, IReadOnlyList<OktaToken> Tokens);
