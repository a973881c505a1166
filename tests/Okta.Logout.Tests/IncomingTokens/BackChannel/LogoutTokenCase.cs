namespace Okta.Logout.Tests;

/// <summary>One input: what is special about it, and the error by which it is refused; null if it is accepted.</summary>
internal sealed record LogoutTokenCase(string Name, string? ErrorId, Func<string> Token);
