namespace Okta.Logout.AspNetCore;

/// <summary>Settings of one sign-out. If a property is not set, the option of <see cref="OktaLogoutWebOptions"/> applies.</summary>
public sealed class OktaSignOutProperties
{
    /// <summary>Gets or sets how far the sign-out reaches.</summary>
    /// <value><see cref="SignOutScope.AppOnly"/> leaves the Okta session open. If it is not set, <see cref="OktaLogoutWebOptions.SignOutScope"/> applies.</value>
    public SignOutScope? Scope { get; set; }

    /// <summary>Gets or sets the <c>logout_hint</c>, which names the user to the provider (OpenID Connect RP-Initiated Logout 1.0, section 2).</summary>
    /// <value>The provider defines its form. Okta does not document it. If it is not set, none is sent.</value>
    public string? LogoutHint { get; set; }

    /// <summary>Gets or sets the <c>ui_locales</c>.</summary>
    /// <value>BCP 47 language tags, separated by spaces, the preferred one first. If it is not set, <see cref="OktaLogoutWebOptions.UiLocales"/> applies.</value>
    public string? UiLocales { get; set; }

    /// <summary>Gets further parameters of the logout request.</summary>
    /// <value>
    /// Added to <see cref="OktaLogoutWebOptions.AdditionalLogoutParameters"/>, which they override. No name or value may be empty.
    /// Parameters that the library sets, such as <c>state</c>, and client credentials are not allowed.
    /// </value>
    public IDictionary<string, string> AdditionalParameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether the next sign-in of this browser asks for credentials, even if the Okta session is open.</summary>
    /// <value>If it is not set, <see cref="OktaLogoutWebOptions.PromptAtNextSignIn"/> applies.</value>
    public bool? PromptAtNextSignIn { get; set; }
}
