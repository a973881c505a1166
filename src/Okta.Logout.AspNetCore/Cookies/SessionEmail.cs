using System.Security.Claims;

namespace Okta.Logout.AspNetCore;

/// <summary>Finds the user's e-mail address in the claims. Okta leaves it out of ID tokens that come with an access token; the user info has it.</summary>
internal static class SessionEmail
{
    public static SessionDescriptor Add(SessionDescriptor session, ClaimsPrincipal? principal)
    {
        // The claims of a session that did not begin at Okta do not name a user of Okta, and those of an impersonated user name another one.
        if (session.Email is not null || session.Issuer is null || UserName.IdOf(principal) is { } id && id != session.Subject)
            return session;
        return UserName.EmailOf(principal) is not { } email ? session : session.With(email: email);
    }
}
