namespace Okta.Logout.AspNetCore;

/// <summary>The logout request for a script: submit a form to <paramref name="Url"/>, or navigate to <paramref name="RedirectUrl"/>.</summary>
/// <param name="Url">The form's action.</param>
/// <param name="Method">The form's method.</param>
/// <param name="Fields">The form's hidden fields.</param>
/// <param name="RedirectUrl">The same request as one URL.</param>
internal sealed record OktaLogoutResponse(string Url, string Method, Dictionary<string, string> Fields, string RedirectUrl)
{
    /// <summary>Shows no values, because they include the ID token.</summary>
    public override string ToString() => $"{nameof(OktaLogoutResponse)} ({Method})";
}
