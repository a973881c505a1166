namespace Okta.Logout.AspNetCore;

/// <summary>A sign-out that leaves the Okta session open on request, so it is not a failure that the browser is not sent to Okta.</summary>
internal static class AppOnlySignOut
{
    public static SignOutReceipt Explain(SignOutReceipt result) => result.OktaLogoutOmission is OktaLogoutOmission.NoSession
        ? result
        : SignOutReceipts.WithoutOktaLogout(result, OktaLogoutOmission.NotAsked, SignOutStepOutcome.Skipped, "OL5011: The sign-out was of the app only.");
}
