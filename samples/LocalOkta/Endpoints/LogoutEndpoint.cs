using Microsoft.AspNetCore.WebUtilities;

namespace LocalOkta;

/// <summary>Ends the browser's session at the org by Okta's rules. Tokens stay valid, because apps revoke them themselves.</summary>
internal static class LogoutEndpoint
{
    public static void MapLogout(this IEndpointRouteBuilder app) =>
        app.MapMethods(OktaPaths.Logout, ["GET", "POST"], HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(HttpContext context, IdTokenHintValidator validator, BrowserSignOut signOut)
    {
        var request = await LogoutRequest.ReadAsync(context.Request);
        if (request.HasDuplicates)
        {
            return ErrorPages.BadRequest("invalid_request", "A parameter is included more than once.");
        }

        var hint = request.IdTokenHint.ToString() is { Length: > 0 } token ? await validator.ValidateAsync(token) : null;
        if (hint is null)
        {
            return ErrorPages.BadRequest("invalid_token", "The 'id_token_hint' parameter must be an ID token that this org issued.");
        }

        var returnTo = request.PostLogoutRedirectUri.ToString();
        if (returnTo.Length > 0 && !IsRegistered(hint.Client, returnTo))
        {
            return ErrorPages.BadRequest(
                "illegal_post_logout_redirect_uri",
                "The 'post_logout_redirect_uri' parameter must be a sign-out redirect URI in the settings of the client app.");
        }

        var session = await context.GetBrowserSessionAsync();
        if (session is null && IsPostOfAnotherSite(context.Request))
        {
            return Results.Redirect(request.ToUrl(context.Request.PathBase + context.Request.Path));
        }

        var target = returnTo.Length > 0 ? WithState(returnTo, request) : LoginEndpoint.Path;
        return session?.User.Id == hint.Subject
            ? await signOut.EndAsync(context, session, hint.Client, target)
            : Results.Redirect(target);
    }

    // Okta's cookie is sent with a POST, too. This one is Lax, because None needs https, and is sent with a GET only.
    private static bool IsPostOfAnotherSite(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site";

    // Compared as strings, because two spellings of an address are two addresses.
    private static bool IsRegistered(ClientSettings client, string uri) =>
        client.PostLogoutRedirectUris.Any(registered => string.Equals(registered.OriginalString, uri, StringComparison.Ordinal));

    private static string WithState(string uri, LogoutRequest request) =>
        request.State.Count == 0 ? uri : QueryHelpers.AddQueryString(uri, "state", request.State.ToString());
}
