namespace Okta.Logout.EndToEnd.Tests;

public sealed record OktaToken(string ClientId, string? Subject, string Type, string Status);
