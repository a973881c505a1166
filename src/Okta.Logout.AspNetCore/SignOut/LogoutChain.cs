using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Sends a browser to each provider at which one of its sessions began. Each return leads to the next provider, the last one to the return URL.</summary>
internal sealed class LogoutChain(
    CorrelationCookie correlation, PendingSignOutCookie pendingCookie, LogoutReturns returns, IOptions<OktaLogoutWebOptions> options)
{
    private const string NotKept =
        "OL6202: The request to this provider could not be kept until the browser comes back from the previous one, so the session there stays open. See OL7005 or OL6301 in the log.";

    /// <summary>Keeps the requests for later, and returns the receipt.</summary>
    public SignOutReceipt Begin(HttpContext context, IReadOnlyList<CookieResult> results, LogoutStates states, string returnUrl)
    {
        var receipt = SignOutReceipts.Merge(results);
        if (receipt.OktaLogout is not { } first)
            return receipt;
        var pending = new PendingSignOut([.. receipt.OktaLogouts.Skip(1)], returnUrl, false, SignOutReceipts.IsOktaSessionOpen(receipt), false, states.ExpiresAt);
        var next = returnUrl;
        if (!pending.IsOver)
        {
            if (pendingCookie.Write(context, pending) is { } path)
            {
                next = path;
            }
            else
            {
                receipt = SignOutReceipts.Merge(WithFirstOnly(results, first));
                next = pendingCookie.Write(context, pending.WithoutRequests()) ?? returnUrl;
            }
        }

        WriteStates(context, receipt.OktaLogouts, states, next, SignOutReceipts.IsOktaSessionOpen(receipt) ? next : returnUrl);
        return receipt;
    }

    private static CookieResult[] WithFirstOnly(IReadOnlyList<CookieResult> results, LogoutRequest first)
    {
        var kept = results.First(result => result.Receipt.OktaLogout == first).Provider;
        return
        [
            .. results.Select(result => result.Receipt.OktaLogout is null || result.Provider == kept
                ? result
                : result with { Receipt = SignOutReceipts.WithoutOktaLogout(result.Receipt, OktaLogoutOmission.NoCallback, SignOutStepOutcome.Failed, NotKept) }),
        ];
    }

    private void WriteStates(HttpContext context, IReadOnlyList<LogoutRequest> requests, LogoutStates states, string next, string afterTheLast)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            if (states.Of(requests[i]) is { } state)
                correlation.Write(context, state, i < requests.Count - 1 ? next : afterTheLast, options.Value.StateLifetime);
            returns.Sent();
        }
    }
}
