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
    private ProviderScript Script => provider.Script;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/end_session", [HttpMethods.Get, HttpMethods.Post], EndAsync);
        endpoints.MapGet("/signed_out_elsewhere", () => Page(""));
    }

    private async Task<IResult> EndAsync(HttpRequest request)
    {
        IEnumerable<KeyValuePair<string, StringValues>> sent = request.HasFormContentType ? await request.ReadFormAsync() : request.Query;
        var parameters = sent.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());
        var query = request.QueryString.ToString();
        provider.Require(query.StartsWith(Script.EndSessionQuery, StringComparison.Ordinal), "The endpoint's own query is kept.");
        Check(parameters);

        if (Script.BackChannelLogout)
            await provider.Notices.SendAsync(provider.Session, Script.LogoutToken);
        var callback = Callback(Script.CallbackState(parameters.GetValueOrDefault("state", "")));
        return Script.FrontChannelLogout
            ? Page($"<meta http-equiv=\"refresh\" content=\"0; url={WebUtility.HtmlEncode(callback)}\">")
            : Results.Redirect(callback);
    }

    private void Check(Dictionary<string, string> parameters)
    {
        provider.Require(IsOwn(parameters.GetValueOrDefault("id_token_hint")), "The hint is an ID token of this provider for this client.");
        provider.Require(
            parameters.GetValueOrDefault("post_logout_redirect_uri") == provider.Client.PostLogoutRedirectUri, "The redirect URI is registered.");
        provider.Require(parameters.GetValueOrDefault("state", "").Length > 0, "There is a state.");
    }

    private bool IsOwn(string? hint)
    {
        if (hint is null || !provider.HasSigned(hint))
            return false;
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(hint.Split('.')[1]));
        return claims.RootElement.GetProperty("iss").GetString() == provider.Issuer
            && claims.RootElement.GetProperty("aud").GetString() == provider.Client.Id;
    }

    // The suite escapes all but the plus sign.
    private string Callback(string? state) => provider.Client.PostLogoutRedirectUri
        + (state is null ? "" : "?state=" + Uri.EscapeDataString(state).Replace("%2B", "+", StringComparison.Ordinal));

    private IResult Page(string head)
    {
        var frame = WebUtility.HtmlEncode(provider.Notices.FrontChannelUrl);
        return Results.Content($"<!DOCTYPE html>{head}<title>Signed out</title><iframe src=\"{frame}\"></iframe>", "text/html");
    }
}
