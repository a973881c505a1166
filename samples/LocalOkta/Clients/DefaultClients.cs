namespace LocalOkta;

/// <summary>Two web apps, a single-page app, a Blazor app and a console program with its API on loopback, for when the configuration has no section <c>Clients</c>.</summary>
internal static class DefaultClients
{
    private const string Api = "http://127.0.0.1:5103";

    private static readonly int[] ConsolePorts = [53170, 53171, 53172];

    public static IReadOnlyList<ClientSettings> All { get; } =
    [
        ForAppAt("http://127.0.0.1:5101", "web-app-one", "Web App One"),
        ForAppAt("http://127.0.0.1:5102", "web-app-two", "Web App Two"),
        ForAppAt("http://127.0.0.1:5104", "single-page-app", "Single Page App"),
        ForAppAt("http://127.0.0.1:5105", "blazor-app", "Blazor App"),
        ForConsoleApp(),
    ];

    // A native app has no secret, and a few fixed ports: the redirect URI must match exactly. Okta sends sign-outs to its API.
    private static ClientSettings ForConsoleApp() => new()
    {
        ClientId = "console-app",
        DisplayName = "Console App",
        RedirectUris = [.. ConsolePorts.Select(port => new Uri($"http://127.0.0.1:{port}/signed-in"))],
        PostLogoutRedirectUris = [.. ConsolePorts.Select(port => new Uri($"http://127.0.0.1:{port}/signed-out"))],
        UniversalLogoutEndpoint = new Uri(Api + "/signout/universal"),
        SharedSignalsEndpoint = new Uri(Api + "/signout/events"),
    };

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
