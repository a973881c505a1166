namespace Okta.Logout;

/// <summary><c>none</c>: Okta expects the ID of a public client in the body.</summary>
internal sealed class PublicClientAuthentication(string clientId) : ClientAuthentication
{
    public override void Apply(HttpRequestMessage request, ICollection<KeyValuePair<string, string>> form) =>
        form.Add(new("client_id", clientId));
}
