namespace Okta.Logout.AspNetCore;

/// <summary>What a sign-out did to one cookie.</summary>
/// <param name="Receipt">The receipt of the cookie's session.</param>
/// <param name="Issuer">The issuer of that session; null if it is not known.</param>
internal sealed record CookieResult(SignOutReceipt Receipt, string? Issuer = null)
{
    /// <summary>Gets the name of the provider. All authorization servers of an Okta org share one session of the browser, so they count as one.</summary>
    public string? Provider => Issuer is null ? Receipt.OktaLogout?.Endpoint : OktaOrg.Of(Issuer);

    /// <summary>Gets whether the session at the provider may still be open, and no request ends it.</summary>
    public bool IsOktaSessionOpen => SignOutReceipts.IsOktaSessionOpen(Receipt);
}
