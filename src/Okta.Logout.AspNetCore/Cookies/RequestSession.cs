using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Okta.Logout.AspNetCore;

/// <summary>The session in a cookie of this request, as it arrived. Kept here because the app may drop parts that sign-out needs.</summary>
internal sealed class RequestSession(string cookieScheme, AuthenticationProperties properties, ClaimsPrincipal? principal, SessionRecord record)
{
    public string CookieScheme { get; } = cookieScheme;

    public AuthenticationProperties Properties { get; } = properties;

    /// <summary>Gets or sets the record, in which a use of the session is noted.</summary>
    public SessionRecord Record { get; set; } = record;

    public SessionDescriptor Session => Record.Session;

    public SessionTokens Tokens { get; } = SessionTokens.Of(properties, record);

    /// <summary>Gets or sets when the cookie was issued. If the user asks for more time, its successor counts.</summary>
    public DateTimeOffset? IssuedUtc { get; set; } = properties.IssuedUtc;

    /// <summary>Gets or sets when the cookie expires. If the user asks for more time, its successor counts.</summary>
    public DateTimeOffset? ExpiresUtc { get; set; } = properties.ExpiresUtc;

    /// <summary>Gets the path to which the remote sign-in in this cookie returns.</summary>
    public string? RedirectUri { get; } = properties.RedirectUri;

    /// <summary>Gets the <c>redirect_uri</c> to which the provider returned the sign-in, if the ticket still has it.</summary>
    public string? CallbackUri { get; } = properties.GetString(OpenIdConnectDefaults.RedirectUriForCodePropertiesKey);

    /// <summary>Gets or sets the app's name for the user, whom the app's validation may replace.</summary>
    public ClaimsPrincipal? Principal { get; set; } = principal;

    /// <summary>Gets or sets what the revocation list said in this request.</summary>
    public SessionCheck Check { get; set; } = SessionCheck.Unknown;

    /// <summary>Gets or sets whether this request has put new tokens into the ticket, which must not be lost.</summary>
    public bool HasNewTokens { get; set; }

    /// <summary>Gets or sets whether the app's own validation refused the cookie.</summary>
    public bool IsRejected { get; set; }

    /// <summary>Gets whether the app has authenticated by the cookie. Otherwise it was only read.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Gets or sets whether the cookie is too old, by its own expiry or by the lifetime of revocations, or its session has reached a limit.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Gets or sets the limit that the session has reached.</summary>
    public SessionTerminationReason? ReachedLimit { get; set; }

    /// <summary>Gets or sets whether this request deletes the cookie. The session then ends with the request, unless the request signs the same user in again.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Gets whether the cookie was issued for a sign-in at a provider that is known.</summary>
    public bool HasOrigin { get; init; }

    /// <summary>Gets or sets whether another cookie of this request took over its sign-in, so that deleting this one is not a sign-out.</summary>
    public bool IsConsumed { get; set; }

    /// <summary>Gets or sets whether this request has ended the session.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Gets whether this request came with a live session in this cookie. If the list cannot be read, the option of the app decides.</summary>
    public bool MayGoOn => Check is not SessionCheck.Ended && !IsExpired && !IsRejected;

    /// <summary>Gets the app's name for the user who signed in, even while this user impersonates another.</summary>
    public string? Owner => Record.Owner ?? Session.Subject ?? UserName.Of(Principal);

    /// <summary>The same session with the tokens that the ticket has now, because the app may have renewed them in this request.</summary>
    public RequestSession AsItIsNow() => new(CookieScheme, Properties, Principal, Record)
    {
        Check = Check,
        IsRejected = IsRejected,
        IsExpired = IsExpired,
    };

    /// <summary>
    /// Tells whether the session is one of a user. An app may have other names for its users than the provider, so only names of the same kind can show
    /// that two users differ. If none do, they count as the same user, because it is safer to end a session too many.
    /// </summary>
    public bool IsOf(ClaimsPrincipal? user)
    {
        if (ReferenceEquals(user, Principal) || IsSame(UserName.Of(user), Owner) || IsSame(UserName.EmailOf(user), Session.Email))
            return true;
        return !Differ(user?.FindFirst("sub")?.Value, Session.Subject)
            && !Differ(user?.Identity?.Name, Principal?.Identity?.Name)
            && !(user?.Identity?.AuthenticationType == Principal?.Identity?.AuthenticationType && Differ(UserName.IdOf(user), UserName.IdOf(Principal)));
    }

    private static bool IsSame(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Differ(string? one, string? other) => one is not null && other is not null && !IsSame(one, other);
}
