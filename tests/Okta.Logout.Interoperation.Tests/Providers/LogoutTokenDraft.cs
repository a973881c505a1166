namespace Okta.Logout.Interoperation.Tests;

/// <summary>A logout token before it is signed.</summary>
internal sealed class LogoutTokenDraft
{
    public required string Algorithm { get; set; }

    public required Dictionary<string, object> Claims { get; init; }

    /// <summary>The claim <c>events</c> with one event.</summary>
    public static Dictionary<string, object> Events(string name) => new() { [name] = new { } };
}
