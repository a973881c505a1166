using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Has a word on sessions that the revocation list lets go on.</summary>
internal interface ISessionVerifier
{
    /// <summary>
    /// Returns whether a session goes on; <see cref="SessionCheck.Unknown"/> if it may not go on before somebody else has confirmed it, which is not possible now. What the
    /// verifier notes in the record is kept in the cookie.
    /// </summary>
    ValueTask<SessionCheck> VerifyAsync(HttpContext context, RequestSession session);
}
