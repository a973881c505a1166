namespace Okta.Logout.AspNetCore;

/// <summary>Names the schemes whose access tokens are checked against the revocation list. Implemented by packages for one kind of handler, such as Okta.Logout.JwtBearer.</summary>
/// <remarks>
/// Each scheme is a registration: <see cref="OktaLogoutOptions"/> with its name say which issuer it accepts, so that the channels accept the sign-outs of that issuer. They need no
/// <see cref="OktaLogoutOptions.ClientId"/>. Register the implementation as a singleton beside those of others.
/// </remarks>
public interface IAccessTokenSchemes
{
    /// <summary>Returns the names of the schemes as they are now. Called often: it does not block.</summary>
    /// <returns>The names; none if the app has no such scheme.</returns>
    IReadOnlyList<string> GetSchemes();
}
