namespace Api;

/// <summary>The section <c>Okta</c> of the settings; as environment variables <c>Okta__Issuer</c> and so on. The defaults are those of samples/LocalOkta.</summary>
internal sealed class OktaSettings
{
    /// <summary>The authorization server whose access tokens are accepted: a custom one, or with <see cref="AcceptOpaqueTokens"/> also the org itself, such as <c>https://example.okta.com</c>.</summary>
    public required string Issuer { get; set; }

    /// <summary>The <c>aud</c> of its access tokens.</summary>
    public string Audience { get; set; } = "api://default";

    public bool AllowLoopbackHttp { get; set; }

    /// <summary>The client ID of the app integration that Okta sends Universal Logout for: that of the app which calls this API.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of that app. Only introspection needs it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Whether tokens that this API cannot validate are accepted if Okta calls them active: those of the org authorization server. Needs <see cref="ClientSecret"/>.</summary>
    public bool AcceptOpaqueTokens { get; set; }

    /// <summary>The connection string of a Redis in which the nodes of this API, and web apps beside it, share the revocation list. Leave it empty for an API on one node.</summary>
    public string? Redis { get; set; }

    /// <summary>The public URL of <c>/signout/universal</c>, as registered at Okta. Empty: there is no Universal Logout.</summary>
    public string? UniversalLogoutEndpoint { get; set; }

    /// <summary>The <c>aud</c> of Okta's shared signals, which are accepted at <c>/signout/events</c>. Empty: none are.</summary>
    public string? SharedSignalsAudience { get; set; }
}
