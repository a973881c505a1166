namespace Okta.Logout.EndToEnd.Tests;

public sealed record OktaSession(string Sid, string Sub);
