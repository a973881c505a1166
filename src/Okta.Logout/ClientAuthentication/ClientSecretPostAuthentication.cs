namespace Okta.Logout;

/// <summary><c>client_secret_post</c> (RFC 6749, section 2.3.1).</summary>
internal sealed class ClientSecretPostAuthentication(string clientId, string clientSecret) : ClientAuthentication
{
    public override void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form)
    {
        form.Add(new("client_id", clientId));
        form.Add(new("client_secret", clientSecret));
    }
}
