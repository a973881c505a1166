namespace Okta.Logout.AspNetCore;

/// <summary>What <c>POST /signout</c> tells a script.</summary>
/// <param name="SignedOut">Whether the app's session is over, also for copies of its cookie.</param>
/// <param name="OktaLogout">Where the browser has to go next; null when there is nothing to end at Okta.</param>
internal sealed record SignedOutMessage(bool SignedOut, OktaLogoutMessage? OktaLogout);
