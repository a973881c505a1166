using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The authorization code flow, with a user who agrees to everything at once.</summary>
internal sealed class SignInEndpoints(ScriptedProvider provider)
{
    private readonly ConcurrentDictionary<string, Grant> _grants = new();
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/authorize", Authorize);
        endpoints.MapPost("/token", TokenAsync);
        endpoints.MapPost("/introspect", IntrospectAsync);
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        provider.Require(query["client_id"] == provider.Client.Id, "The authorization request names the client.");
        provider.Require(query["redirect_uri"] == provider.Client.RedirectUri, "The redirect URI is registered.");
        provider.Require(query["response_type"] == "code", "The response type is code.");

        var code = RandomNumberGenerator.GetHexString(32);
        _grants[code] = new(query["nonce"].ToString(), query["code_challenge"].ToString(), provider.Session);
        return Results.Redirect($"{provider.Client.RedirectUri}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != provider.Client.Id || form["client_secret"] != provider.Client.Secret)
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        if (!_grants.TryRemove(form["code"].ToString(), out var grant) || ChallengeOf(form["code_verifier"].ToString()) != grant.CodeChallenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        await provider.Script.BeforeTokens(provider);
        var accessToken = RandomNumberGenerator.GetHexString(32);
        return Results.Json(new { id_token = IdToken(grant), access_token = accessToken, refresh_token = RefreshToken(), token_type = "Bearer", expires_in = 300 });
    }

    private string? RefreshToken()
    {
        if (!provider.Script.IssuesRefreshTokens)
            return null;
        var token = RandomNumberGenerator.GetHexString(32);
        _refreshTokens[token] = true;
        return token;
    }

    private async Task<IResult> IntrospectAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        provider.Require(form["client_secret"] == provider.Client.Secret, "The client authenticates at the introspection endpoint.");
        provider.Require(_refreshTokens.ContainsKey(form["token"].ToString()) && form["token_type_hint"] == "refresh_token", "The client asks about its refresh token.");
        return Results.Json(new { active = provider.AreRefreshTokensActive });
    }

    private string IdToken(Grant grant)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return provider.Keys.Sign(provider.Script.SigningAlgorithm, new()
        {
            ["iss"] = provider.Issuer,
            ["sub"] = grant.Session.Subject,
            ["aud"] = provider.Client.Id,
            ["sid"] = grant.Session.Sid,
            ["nonce"] = grant.Nonce,
            ["auth_time"] = now,
            ["iat"] = now,
            ["exp"] = now + 300,
        });
    }

    private static string ChallengeOf(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private sealed record Grant(string Nonce, string CodeChallenge, ProviderSession Session);
}
