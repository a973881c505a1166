namespace LocalOkta;

/// <summary>An app integration, as an administrator would enter it.</summary>
public sealed class ClientSettings
{
    public required string ClientId { get; init; }

    /// <value>Empty for a public client.</value>
    public string? ClientSecret { get; init; }

    public string? DisplayName { get; init; }

    public IReadOnlyList<Uri> RedirectUris { get; init; } = [];

    public IReadOnlyList<Uri> PostLogoutRedirectUris { get; init; } = [];

    public bool IsPublic => string.IsNullOrEmpty(ClientSecret);

    public string Label => string.IsNullOrEmpty(DisplayName) ? ClientId : DisplayName;

    /// <value>Where the app starts: the origin that its users are sent back to.</value>
    public string? HomePage =>
        RedirectUris.FirstOrDefault(uri => uri.Scheme is "http" or "https")?.GetLeftPart(UriPartial.Authority);
}
