using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LocalOkta;

/// <summary>The parameters of a logout request, from the query of a GET or from the form of a POST.</summary>
internal sealed record LogoutRequest(StringValues IdTokenHint, StringValues PostLogoutRedirectUri, StringValues State)
{
    public bool HasDuplicates => IdTokenHint.Count > 1 || PostLogoutRedirectUri.Count > 1 || State.Count > 1;

    public static async Task<LogoutRequest> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return From(name => request.Query[name]);
        }

        var form = await ReadFormAsync(request);
        return From(name => form[name]);
    }

    public string ToUrl(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, StringValues>
    {
        ["id_token_hint"] = IdTokenHint,
        ["post_logout_redirect_uri"] = PostLogoutRedirectUri,
        ["state"] = State,
    });

    // A body that is not a form has no ID token, so the rules refuse it.
    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType
                ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
                : FormCollection.Empty;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }

    private static LogoutRequest From(Func<string, StringValues> parameter) =>
        new(parameter("id_token_hint"), parameter("post_logout_redirect_uri"), parameter("state"));
}
