namespace Okta.Logout.AspNetCore;

/// <summary>Combines the receipts of all cookies of a sign-out.</summary>
internal static class SignOutReceipts
{
    public static SignOutReceipt Merge(IReadOnlyList<CookieResult> results)
    {
        if (results.Count == 1)
            return results[0].Receipt;

        // Providers that can be reached come first, because the browser may not come back from the others.
        var sending = results.Where(result => result.Receipt.OktaLogout is not null)
            .DistinctBy(result => result.Provider)
            .OrderBy(result => result.Receipt.IsOktaLikelyUnreachable)
            .ToList();
        var open = results.FirstOrDefault(result => result.IsOktaSessionOpen && !sending.Exists(other => other.Provider == result.Provider));
        return new(
            [.. results.SelectMany(result => result.Receipt.Steps)],
            [.. sending.Select(result => result.Receipt.OktaLogout!)],
            open?.Receipt.OktaLogoutOmission ?? (sending.Count > 0 ? null : results[0].Receipt.OktaLogoutOmission),
            sending.Count > 0 ? sending[0].Receipt.IsOktaLikelyUnreachable : results.Any(result => result.Receipt.IsOktaLikelyUnreachable));
    }

    /// <summary>Tells whether a session at a provider may still be open, and no request ends it.</summary>
    public static bool IsOktaSessionOpen(SignOutReceipt result) =>
        result.OktaLogoutOmission is not (null or OktaLogoutOmission.NotAsked or OktaLogoutOmission.NoSession or OktaLogoutOmission.NoEndSessionEndpoint);

    /// <summary>Adds that the user is still signed in by a cookie that does not take part.</summary>
    public static SignOutReceipt Survived(string cookieScheme) => new(
        [
            new(
                SignOutStepNames.LocalSession, SignOutStepOutcome.Failed, TimeSpan.Zero,
                $"OL6207: The cookie of the scheme '{cookieScheme}' still signs the user in, because it is in {nameof(OktaLogoutWebOptions)}.{nameof(OktaLogoutWebOptions.ExcludedCookieSchemes)}. Take it out, or sign it out in the app."),
        ],
        omission: OktaLogoutOmission.NoSession);

    /// <summary>Removes the logout request from a receipt. Its step says why.</summary>
    public static SignOutReceipt WithoutOktaLogout(SignOutReceipt receipt, OktaLogoutOmission omission, SignOutStepOutcome outcome, string error) => new(
        [.. receipt.Steps.Select(step => step.Name is SignOutStepNames.OktaLogout ? step.With(outcome, error) : step)],
        omission: omission, isOktaLikelyUnreachable: receipt.IsOktaLikelyUnreachable);
}
