using Microsoft.AspNetCore.Http;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>How access tokens are introspected (RFC 7662).</summary>
public sealed class TokenIntrospectionOptions
{
    /// <summary>Gets or sets for how long a token that Okta calls active is not asked about again.</summary>
    /// <value>Between zero and 5 minutes, and never beyond the <c>exp</c>. The default is 10 seconds. A token that was revoked works for as long.</value>
    public TimeSpan ActiveCacheTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets for how long a token that Okta calls inactive is refused without asking again.</summary>
    /// <value>Between zero and 5 minutes. The default is 10 seconds.</value>
    public TimeSpan InactiveCacheTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how many requests to Okta this node has in progress at most.</summary>
    /// <value>Between 1 and 1,000. The default is 20. Further tokens wait no longer than the <see cref="OktaLogoutOptions.RemoteTimeout"/>; then there is no verdict.</value>
    public int MaxConcurrentRequests { get; set; } = 20;

    /// <summary>Gets or sets what happens to requests without a verdict: Okta does not respond in time, is too busy, or refuses the client.</summary>
    /// <value>The default is <see cref="RevocationCheckFailure.Reject"/>: the response is 503. <see cref="RevocationCheckFailure.Allow"/> accepts the token until it expires.</value>
    public RevocationCheckFailure OnNoVerdict { get; set; } = RevocationCheckFailure.Reject;

    /// <summary>Gets or sets whether tokens that this app cannot validate itself are introspected in place of a validation, and accepted if Okta calls them active.</summary>
    /// <value>
    /// The default is <see langword="false"/>: they are refused. If <see langword="true"/>, this holds for tokens that are not JWTs in form, and for every token of an issuer without a path,
    /// such as <c>https://example.okta.com</c>: Okta does not publish the keys of the org authorization server's access tokens. Only schemes whose <see cref="OktaLogoutOptions"/> have a
    /// <c>ClientId</c> take part. Such tokens are introspected for every request, whatever <c>when</c> says, and are never accepted without a verdict.
    /// </value>
    public bool AcceptOpaqueTokens { get; set; }

    internal Func<HttpContext, bool>? When { get; set; }
}
