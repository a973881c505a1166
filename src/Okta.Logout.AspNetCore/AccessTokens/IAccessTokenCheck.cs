using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks the revocation list about access tokens: for handlers that Okta.Logout.JwtBearer does not cover.</summary>
public interface IAccessTokenCheck
{
    /// <summary>Tells whether the user of a token, or the session that it belongs to, was signed out.</summary>
    /// <param name="context">The request. <see cref="OktaLogoutHttpContextExtensions.GetSessionEndedToken"/> knows the token afterwards.</param>
    /// <param name="scheme">The authentication scheme.</param>
    /// <param name="token">The token, after its validation: a text that nobody has validated could name any user.</param>
    /// <returns>What to do with it. The time for a list that takes time to respond is limited; without a response, the option of the app decides.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> or <paramref name="scheme"/> is null, or the token has no issuer.</exception>
    ValueTask<AccessTokenStatus> CheckAsync(HttpContext context, string scheme, ValidatedAccessToken token);
}
