namespace Okta.Logout.AspNetCore;

/// <summary>A session of an issuer for which the app no longer has a scheme. Nothing of it is sent to another issuer.</summary>
internal static class Unregistered
{
    private const string Error = "OL6022: The app has no OpenID Connect scheme with the issuer and client of the session, so nothing was sent. The tokens stay valid, and the session at the provider stays open.";

    public static SignOutReceipt Explain(SignOutReceipt result, RequestSession session) => new(
        [.. result.Steps.Select(step => IsMissed(step, session) ? step.With(SignOutStepOutcome.Failed, Error) : step)],
        omission: OktaLogoutOmission.UnusableIdToken, isOktaLikelyUnreachable: result.IsOktaLikelyUnreachable);

    private static bool IsMissed(SignOutStep step, RequestSession session) => step.Name switch
    {
        SignOutStepNames.RefreshToken => session.Tokens.RefreshToken is not null,
        SignOutStepNames.AccessToken => session.Tokens.AccessToken is not null,
        SignOutStepNames.OktaLogout => true,
        _ => false,
    };
}
