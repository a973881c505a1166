namespace Okta.Logout.JwtBearer;

/// <summary>A scheme that the app has asked to protect.</summary>
/// <param name="Name">Its name; null for all schemes of the handler.</param>
internal sealed record ProtectedScheme(string? Name);
