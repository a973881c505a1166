using System.Text.Json;
using Duende.IdentityModel.OidcClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Okta.Logout;

namespace ConsoleApp;

/// <summary>What the program does.</summary>
internal static class Commands
{
    public static async Task<int> SignInAsync(Settings settings, CancellationToken cancellationToken)
    {
        await using var visit = await Browsers.Create(settings, "/signed-in", "You are signed in. You can close this window.").StartAsync(cancellationToken);
        var client = new OidcClient(new()
        {
            Authority = settings.Issuer,
            ClientId = settings.ClientId,
            RedirectUri = visit.RedirectUri,
            Scope = "openid profile email offline_access",
            Browser = new SignInBrowser(visit),
            LoadProfile = false,
        });

        LoginResult result;
        try
        {
            result = await client.LoginAsync(new LoginRequest { BrowserTimeout = (int)settings.BrowserTimeout.TotalSeconds }, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // The client cannot read the discovery document.
            Console.Error.WriteLine($"Not signed in: {exception.Message}");
            return 1;
        }

        if (result.IsError)
        {
            Console.Error.WriteLine($"Not signed in: {result.Error}");
            return 1;
        }

        await new TokenFile(settings.TokenFile).SaveAsync(
            new() { IdToken = result.IdentityToken, RefreshToken = result.RefreshToken, AccessToken = result.AccessToken }, cancellationToken);
        Console.WriteLine($"Signed in as {result.User.FindFirst("name")?.Value ?? result.User.FindFirst("sub")?.Value}.");
        return 0;
    }

    public static async Task<int> TellWhoAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (await new TokenFile(settings.TokenFile).GetAsync(cancellationToken) is not { IdToken: { } idToken })
        {
            Console.Error.WriteLine("Nobody is signed in.");
            return 1;
        }

        var token = new JsonWebToken(idToken);
        Console.WriteLine(token.TryGetPayloadValue("name", out string? name) ? name : token.Subject);
        return 0;
    }

    public static async Task<int> CallAsync(Settings settings, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(10) };
        if (settings.Every is not { } every)
        {
            var (isSuccess, text) = await CallAsync(http, settings, cancellationToken);
            await (isSuccess is null ? Console.Error : Console.Out).WriteLineAsync(text);
            return isSuccess is true ? 0 : 1;
        }

        using var ticks = new PeriodicTimer(every);
        string? previous = null;
        try
        {
            do
            {
                var (_, text) = await CallAsync(http, settings, cancellationToken);
                if (text != previous)
                    Console.WriteLine(text);
                previous = text;
            }
            while (await ticks.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }

        return 0;
    }

    public static async Task<int> SignOutAsync(Settings settings, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ITokenStore>(new TokenFile(settings.TokenFile));
        services.AddSingleton<ISystemBrowser>(Browsers.Create(settings, "/signed-out", "You are signed out. You can close this window."));
        services.AddOktaLogoutCore(options =>
        {
            options.Issuer = settings.Issuer;
            options.ClientId = settings.ClientId;
            options.AllowLoopbackHttp = settings.IsLocal;
        }).AddNativeSignOut(options => options.BrowserTimeout = settings.BrowserTimeout);

        await using var provider = services.BuildServiceProvider();
        var receipt = await provider.GetRequiredService<NativeSignOut>().SignOutAsync(cancellationToken: cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                Outcome = receipt.Outcome.ToString(),
                SignedOutLocally = receipt.IsSignedOutLocally,
                receipt.Reason,
                Steps = receipt.Steps.Select(step => new { step.Name, Outcome = step.Outcome.ToString(), step.Error }),
            },
            JsonSerializerOptions.Web));
        return receipt.IsSignedOutLocally ? 0 : 1;
    }

    private static async Task<(bool? IsSuccess, string Text)> CallAsync(HttpClient http, Settings settings, CancellationToken cancellationToken)
    {
        if (await new TokenFile(settings.TokenFile).GetAsync(cancellationToken) is not { AccessToken: { } accessToken })
            return (null, "Nobody is signed in.");
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.Api) { Headers = { Authorization = new("Bearer", accessToken) } };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return (response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}".TrimEnd());
        }
        catch (HttpRequestException exception)
        {
            return (null, $"The API cannot be reached: {exception.HttpRequestError}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "The API did not respond in time.");
        }
    }
}
