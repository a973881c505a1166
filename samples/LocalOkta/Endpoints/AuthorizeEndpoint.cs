using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LocalOkta;

/// <summary>Signs a browser in to an app: at once if it has a session, otherwise by the sign-in page.</summary>
internal static class AuthorizeEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapAuthorize(this IEndpointRouteBuilder app) =>
        app.MapMethods(OktaPaths.Authorize, ["GET", "POST"], HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(HttpContext context, SessionApps apps, TimeProvider clock)
    {
        var request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict passes only valid authorization requests on.");
        var session = await context.GetBrowserSessionAsync();
        if (session is not null && !MustSignInAgain(request, session, clock))
        {
            apps.Add(session.Sid, request.ClientId!);
            return Results.SignIn(TokenPrincipal.Create(session, request.GetScopes()), authenticationScheme: Scheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? Results.Forbid(LoginRequired(), [Scheme])
            : Results.LocalRedirect(LoginEndpoint.UrlFor(ResumeUrl(context.Request, request)));
    }

    private static bool MustSignInAgain(OpenIddictRequest request, BrowserSession session, TimeProvider clock) =>
        request.HasPromptValue(PromptValues.Login)
        || (request.MaxAge is { } maxAge && clock.GetUtcNow() - session.Started > TimeSpan.FromSeconds(maxAge));

    // Without the parameters that request a new sign-in, because it has happened by then.
    private static string ResumeUrl(HttpRequest http, OpenIddictRequest request) => QueryHelpers.AddQueryString(
        http.PathBase + http.Path,
        request.GetParameters()
            .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));

    private static AuthenticationProperties LoginRequired() => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] =
            "The client specified not to prompt, but the user is not logged in.",
    });
}
