using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Is told of the sessions in the cookies of the app.</summary>
internal interface ISessionObserver
{
    /// <summary>A cookie is issued for a session, which may have been issued before.</summary>
    Task IssuedAsync(HttpContext context, RequestSession session);

    /// <summary>A request is a use of a session. Waits for no store.</summary>
    ValueTask UsedAsync(HttpContext context, RequestSession session);
}
