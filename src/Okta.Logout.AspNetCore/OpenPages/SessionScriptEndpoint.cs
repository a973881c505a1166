using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET /signout/okta-logout-1.js</c>: the script for open pages. Pages name its hash (<c>integrity</c>), so other content needs another address: raise the number.
/// </summary>
internal sealed class SessionScriptEndpoint : IOktaLogoutEndpoint
{
    private const string FileName = "okta-logout-1.js";

    private readonly byte[] _content;
    private readonly EntityTagHeaderValue _entityTag;

    public SessionScriptEndpoint()
    {
        using var resource = typeof(SessionScriptEndpoint).Assembly.GetManifestResourceStream(FileName)!;
        _content = new byte[resource.Length];
        resource.ReadExactly(_content);
        _entityTag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(_content))}\"");
    }

    public void Map(IEndpointRouteBuilder group) => group.MapGet("/" + FileName, InvokeAsync)
        .WithDisplayName("Okta.Logout: script for open pages").WithMetadata(new MappedEndpoints.Passive());

    private Task InvokeAsync(HttpContext context)
    {
        // Private, because the response may carry a cookie: the app can renew one in its validation, and that of an ended session is deleted.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(_content, "text/javascript; charset=utf-8", entityTag: _entityTag).ExecuteAsync(context);
    }
}
