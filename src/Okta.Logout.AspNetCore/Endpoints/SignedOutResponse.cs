namespace Okta.Logout.AspNetCore;

/// <summary>The response of <c>POST /signout</c> to a script.</summary>
/// <param name="SignedOut">Whether the app's session is over, also for copies of its cookie.</param>
/// <param name="Next">The address of the app to which the script has to navigate; null if it has to send <paramref name="OktaLogout"/> itself.</param>
/// <param name="OktaLogout">The logout request, if its ID token is too long for the cookie that would keep it from the script; otherwise null.</param>
internal sealed record SignedOutResponse(bool SignedOut, string? Next, OktaLogoutResponse? OktaLogout);
