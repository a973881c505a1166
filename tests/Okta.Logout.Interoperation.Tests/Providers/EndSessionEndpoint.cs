using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>RP-initiated logout: checks what the suite checks, tells the app by the registered channels, and sends the browser back.</summary>
internal sealed class EndSessionEndpoint(ScriptedProvider provider)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/end_session", [HttpMethods.Get, HttpMethods.Post], EndAsync);
        endpoints.MapGet("/signed_out_elsewhere", () => Page(""));
    }

    private async Task<IResult> EndAsync(HttpRequest request)
    {
        IEnumerable<KeyValuePair<string, StringValues>> sent = request.HasFormContentType ? await request.ReadFormAsync() : request.Query;
        var parameters = sent.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());
        var state = parameters.GetValueOrDefault("state") ?? "";
        provider.Require(IsOwn(parameters.GetValueOrDefault("id_token_hint")), "The id_token_hint is an ID token that this provider issued to this client.");
        provider.Require(parameters.GetValueOrDefault("post_logout_redirect_uri") == provider.Client.PostLogoutRedirectUri, "The redirect URI is registered.");
        provider.Require(state.Length > 0, "There is a state.");
        provider.Require(request.QueryString.ToString().StartsWith(provider.Script.EndSessionQuery, StringComparison.Ordinal), "The endpoint's own query is kept.");

        if (provider.Script.BackChannelLogout)
            await provider.Notices.SendAsync(provider.Session, provider.Script.LogoutToken);
        var callback = Callback(provider.Script.CallbackState(state));
        return provider.Script.FrontChannelLogout ? Page($"<meta http-equiv=\"refresh\" content=\"0; url={WebUtility.HtmlEncode(callback)}\">") : Results.Redirect(callback);
    }

    private bool IsOwn(string? hint)
    {
        if (hint is null || !provider.HasSigned(hint))
            return false;
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(hint.Split('.')[1]));
        return claims.RootElement.GetProperty("iss").GetString() == provider.Issuer && claims.RootElement.GetProperty("aud").GetString() == provider.Client.Id;
    }

    // The suite escapes all but the plus sign.
    private string Callback(string? state) => provider.Client.PostLogoutRedirectUri
        + (state is null ? "" : "?state=" + Uri.EscapeDataString(state).Replace("%2B", "+", StringComparison.Ordinal));

    private IResult Page(string head) => Results.Content(
        $"<!DOCTYPE html>{head}<title>Signed out</title><iframe src=\"{WebUtility.HtmlEncode(provider.Notices.FrontChannelUrl)}\"></iframe>", "text/html");
}
