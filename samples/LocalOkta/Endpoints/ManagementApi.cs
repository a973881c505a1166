using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace LocalOkta;

/// <summary>The APIs of Okta that end sessions or change who may begin one: for services with an API token, and for users with their access token.</summary>
public static class ManagementApi
{
    public const string DefaultApiToken = "demo-api-token";

    private const string MyAccountVersion = "okta-version=1.0.0";

    internal static void MapManagementApi(this IEndpointRouteBuilder app)
    {
        app.MapDelete("/api/v1/users/{user}/sessions", ClearAsync);
        app.MapPost("/api/v1/users/{user}/lifecycle/{change}", ChangeAsync);
        app.MapDelete("/idp/myaccount/sessions", ClearOwnAsync);
        app.MapPost("/oauth2/v1/global-token-revocation", RevokeAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ClearAsync(
        HttpContext context, string user, UserSessions sessions, IConfiguration configuration, bool oauthTokens = false, CancellationToken cancellationToken = default)
    {
        if (!HasApiToken(context, configuration))
            return Error(StatusCodes.Status401Unauthorized, "E0000011", "Invalid token provided");
        if (DemoUsers.Find(user) is not { } found)
            return Error(StatusCodes.Status404NotFound, "E0000007", "Not found: Resource not found (User)");
        await sessions.ClearAsync(found, oauthTokens, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string user, string change, UserLifecycle lifecycle, IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!HasApiToken(context, configuration))
            return Error(StatusCodes.Status401Unauthorized, "E0000011", "Invalid token provided");
        if (DemoUsers.Find(user) is not { } found || LifecycleChange.Find(change) is not { } wanted)
            return Error(StatusCodes.Status404NotFound, "E0000007", "Not found: Resource not found (User)");
        return await lifecycle.ChangeAsync(found, wanted, cancellationToken)
            ? Results.Json(new { })
            : Error(StatusCodes.Status400BadRequest, "E0000001", $"Api validation failed: Cannot {wanted.Name} a user whose status is {lifecycle.StatusOf(found)}");
    }

    private static async Task<IResult> ClearOwnAsync(
        HttpContext context, UserSessions sessions, IOptionsMonitor<OpenIddictServerOptions> server, IOpenIddictTokenManager tokens, bool oauthTokens = true, CancellationToken cancellationToken = default)
    {
        if (!context.Request.Headers.Accept.ToString().Contains(MyAccountVersion, StringComparison.Ordinal))
            return Results.StatusCode(StatusCodes.Status406NotAcceptable);
        if (await UserOfAsync(context, server.CurrentValue, tokens, cancellationToken) is not { } user)
            return Error(StatusCodes.Status401Unauthorized, "E0000011", "Invalid token provided");
        await sessions.ClearAsync(user, oauthTokens, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, SignalSender sender, IEnumerable<ISignal> signals, IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!HasApiToken(context, configuration))
            return Error(StatusCodes.Status401Unauthorized, "E0000011", "Invalid token provided");
        if (await ReadUserIdAsync(context, cancellationToken) is not { } userId)
            return Results.Json(new { error = "invalid_request", error_description = "The body must name the user by sub_id." }, statusCode: StatusCodes.Status400BadRequest);
        if (DemoUsers.Find(userId) is not { } user)
            return Error(StatusCodes.Status404NotFound, "E0000007", "Not found: Resource not found (User)");
        await sender.SendAsync(signals.OfType<UniversalLogoutSignal>().Single(), user);
        return Results.NoContent();
    }

    private static bool HasApiToken(HttpContext context, IConfiguration configuration) =>
        context.Request.Headers.Authorization == $"SSWS {configuration["ApiToken"] ?? DefaultApiToken}";

    private static async Task<string?> ReadUserIdAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var subject = body.GetProperty("sub_id");
            return subject.GetProperty("format").GetString() == "opaque" ? subject.GetProperty("id").GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static async Task<DemoUser?> UserOfAsync(HttpContext context, OpenIddictServerOptions server, IOpenIddictTokenManager tokens, CancellationToken cancellationToken)
    {
        if (context.Request.Headers.Authorization.ToString().Split(' ') is not ["Bearer", var accessToken])
            return null;
        var parameters = server.TokenValidationParameters.Clone();
        parameters.ValidIssuer = server.Issuer!.AbsoluteUri;
        parameters.IssuerSigningKeys = server.SigningCredentials.Select(credentials => credentials.Key);
        parameters.ValidateAudience = false;
        parameters.ValidTypes = [OpenIddictConstants.JsonWebTokenTypes.AccessToken, OpenIddictConstants.JsonWebTokenTypes.Prefixes.Application + OpenIddictConstants.JsonWebTokenTypes.AccessToken];
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(accessToken, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !token.TryGetPayloadValue<string>(OpenIddictConstants.Claims.Private.TokenId, out var id))
            return null;
        return await tokens.FindByIdAsync(id, cancellationToken) is { } entry && await tokens.HasStatusAsync(entry, OpenIddictConstants.Statuses.Valid, cancellationToken)
            ? DemoUsers.Find(await tokens.GetSubjectAsync(entry, cancellationToken))
            : null;
    }

    private static IResult Error(int status, string code, string summary) =>
        Results.Json(new { errorCode = code, errorSummary = summary, errorId = RandomNumberGenerator.GetHexString(24), errorCauses = Array.Empty<object>() }, statusCode: status);
}
