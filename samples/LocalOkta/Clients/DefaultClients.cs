namespace LocalOkta;

/// <summary>Two apps on loopback, for when the configuration has no section <c>Clients</c>.</summary>
internal static class DefaultClients
{
    public static IReadOnlyList<ClientSettings> All { get; } =
    [
        ForAppAt("http://127.0.0.1:5101", "web-app-one", "Web App One"),
        ForAppAt("http://127.0.0.1:5102", "web-app-two", "Web App Two"),
    ];

    private static ClientSettings ForAppAt(string origin, string clientId, string displayName) => new()
    {
        ClientId = clientId,
        ClientSecret = $"demo-secret-of-{clientId}",
        DisplayName = displayName,
        RedirectUris = [new Uri(origin + "/signin-oidc")],
        PostLogoutRedirectUris = [new Uri(origin + "/signout/complete")],
        FrontChannelLogoutUri = new Uri(origin + "/signout/frontchannel"),
        BackChannelLogoutUri = new Uri(origin + "/signout/backchannel"),
        UniversalLogoutEndpoint = new Uri(origin + "/signout/universal"),
        SharedSignalsEndpoint = new Uri(origin + "/signout/events"),
    };
}
