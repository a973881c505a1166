namespace Okta.Logout.Interoperation.Tests;

/// <summary>A logout token before it is signed.</summary>
internal sealed class LogoutTokenDraft
{
    public required string Algorithm { get; set; }

    public required Dictionary<string, object> Claims { get; init; }
}
