namespace Okta.Logout;

/// <summary>How Okta's APIs for services are called.</summary>
public sealed class OktaUserSessionsOptions
{
    /// <summary>Gets or sets the function that authorizes a request, with a token that the app gets and caches itself.</summary>
    /// <value>
    /// Called for each attempt. The token is that of an API service integration with the scope <c>okta.users.manage</c> (<c>okta.universalLogout.manage</c> for
    /// <see cref="IOktaUserSessions.RevokeGloballyAsync"/>) and an administrator role, or an API token (<c>SSWS</c>). It is needed for all calls except
    /// <see cref="IOktaUserSessions.ClearOwnAsync"/>.
    /// </value>
    public Func<OktaRequestContext, CancellationToken, Task>? AuthorizeRequest { get; set; }

    /// <summary>Gets or sets the name of the <see cref="OktaLogoutOptions"/> whose org is called: in ASP.NET Core, that of the OpenID Connect scheme.</summary>
    /// <value>The default is <see langword="null"/>: the only one that the app has.</value>
    public string? Registration { get; set; }

    /// <summary>Gets or sets how long a call may take, with the waits that Okta's rate limit asks for.</summary>
    /// <value>Between 1 second and 5 minutes. The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
