namespace Okta.Logout.Tests;

/// <summary>One input: its row in the list of bad inputs with what is special about it, and the error by which it is refused; null where it is obeyed.</summary>
internal sealed record LogoutTokenCase(string Name, string? ErrorId, Func<string> Token);
