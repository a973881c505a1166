namespace Okta.Logout.AspNetCore;

/// <summary>A feature of a request whose response may hold an ID token, in whatever endpoint it was written.</summary>
internal sealed class SecretResponse
{
    public static SecretResponse Mark { get; } = new();
}
