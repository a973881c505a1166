namespace Okta.Logout;

/// <summary>How a client authenticates at the revocation endpoint (OpenID Connect Core 1.0, section 9).</summary>
public enum ClientAuthenticationMethod
{
    /// <summary><c>none</c>: a public client sends its <c>client_id</c> in the body.</summary>
    None,

    /// <summary><c>client_secret_basic</c>: ID and secret in the Authorization header.</summary>
    ClientSecretBasic,

    /// <summary><c>client_secret_post</c>: ID and secret in the body.</summary>
    ClientSecretPost,

    /// <summary><c>client_secret_jwt</c>: an assertion signed with the secret (HS256).</summary>
    ClientSecretJwt,

    /// <summary><c>private_key_jwt</c>: an assertion signed with the client's private key.</summary>
    PrivateKeyJwt,
}
