namespace Okta.Logout.AspNetCore;

/// <summary>A sign-out without a URI for Okta to return to. The browser is not sent to Okta, because it would stay there; the receipt says why.</summary>
internal static class MissingCallback
{
    public static SignOutReceipt Explain(SignOutReceipt result, string error) => result.OktaLogoutOmission is not OktaLogoutOmission.NotAsked
        ? result
        : SignOutReceipts.WithoutOktaLogout(result, OktaLogoutOmission.NoCallback, SignOutStepOutcome.Failed, error);
}
