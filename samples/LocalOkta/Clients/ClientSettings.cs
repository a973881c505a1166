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

    /// <value>Loaded in a hidden frame when a session ends in which the app was used. If it is not set, the app does not take part in Single Logout.</value>
    public Uri? FrontChannelLogoutUri { get; init; }

    public Uri? BackChannelLogoutUri { get; init; }

    public Uri? UniversalLogoutEndpoint { get; init; }

    /// <value>Where security events are pushed to. The address is their audience, too.</value>
    public Uri? SharedSignalsEndpoint { get; init; }

    /// <value>Sent as <c>Authorization</c> along with every security event.</value>
    public string? SharedSignalsAuthorizationHeader { get; init; }

    public bool IsPublic => string.IsNullOrEmpty(ClientSecret);

    public string Label => string.IsNullOrEmpty(DisplayName) ? ClientId : DisplayName;

    /// <value>Where the app starts: the origin that its users are sent back to. A native app, which has several ports, has none.</value>
    public string? HomePage =>
        RedirectUris.Where(uri => uri.Scheme is "http" or "https").Select(uri => uri.GetLeftPart(UriPartial.Authority)).Distinct().ToList() is [var origin] ? origin : null;
}
