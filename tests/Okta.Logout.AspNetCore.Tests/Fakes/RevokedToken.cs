namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A token that the fake Okta was asked to revoke: at which server, and by which client.</summary>
internal sealed record RevokedToken(string Server, string Token, string? ClientId, string? ClientSecret);
