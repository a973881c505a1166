using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>iss</c> and <c>sid</c> of a front-channel request, each null unless it is there exactly once and not empty (OpenID Connect Front-Channel
/// Logout 1.0, section 2). The specification has a GET with a query; Okta's guide shows a POST, so the form counts too.
/// </summary>
/// <param name="Issuer">The <c>iss</c>.</param>
/// <param name="SessionId">The <c>sid</c>.</param>
internal sealed record FrontChannelRequest(string? Issuer, string? SessionId)
{
    // As in a logout token. No issuer uses ids of such a length.
    private const int LongestSessionId = 1024;

    public static async Task<FrontChannelRequest> ReadAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var isForm = HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType;
        var form = isForm ? await FormBody.TryReadAsync(context) : null;

        // If a form cannot be read, it is not known whether a parameter is present exactly once.
        return isForm && form is null ? new(null, null) : new(Once("iss"), Once("sid") is { Length: <= LongestSessionId } sid ? sid : null);

        string? Once(string name) => StringValues.Concat(query[name], form?[name] ?? default) is { Count: 1 } values && !string.IsNullOrEmpty(values[0]) ? values[0] : null;
    }

    /// <summary>Shows no values, because anybody who knows the <c>sid</c> can end the session.</summary>
    public override string ToString() => nameof(FrontChannelRequest);
}
