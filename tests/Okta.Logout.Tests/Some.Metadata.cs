using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    /// <summary>Okta's discovery document, changed by a test: a value of null leaves the member out.</summary>
    public static string Metadata(params (string Member, object? Value)[] changes)
    {
        var members = new Dictionary<string, object?>
        {
            ["issuer"] = The.Issuer,
            ["authorization_endpoint"] = The.Issuer + "/v1/authorize",
            ["end_session_endpoint"] = The.EndSessionEndpoint,
            ["revocation_endpoint"] = The.RevocationEndpoint,
            ["jwks_uri"] = The.JwksUri,
            ["response_types_supported"] = new[] { "code", "none" },
        };
        foreach (var (member, value) in changes)
            members[member] = value;
        return JsonSerializer.Serialize(members.Where(member => member.Value is not null).ToDictionary());
    }

    public static HttpResponseMessage MetadataAnswer(params (string Member, object? Value)[] changes) => JsonAnswer(Metadata(changes));

    public static HttpResponseMessage JsonAnswer(string json) =>
        Answer(new ByteArrayContent(Encoding.UTF8.GetBytes(json)));

    public static HttpResponseMessage Answer(HttpContent content, string? mediaType = "application/json")
    {
        content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        return new(HttpStatusCode.OK) { Content = content };
    }
}
