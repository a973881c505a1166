using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Okta.Logout;

/// <summary><c>client_secret_basic</c>: both values are form-urlencoded before they are joined (RFC 6749, section 2.3.1).</summary>
internal sealed class ClientSecretBasicAuthentication(string clientId, string clientSecret) : ClientAuthentication
{
    public override void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form)
    {
        var pair = $"{WebUtility.UrlEncode(clientId)}:{WebUtility.UrlEncode(clientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
    }
}
