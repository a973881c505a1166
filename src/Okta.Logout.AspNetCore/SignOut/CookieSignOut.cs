using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs out the session of one cookie: here, and at the provider that began it.</summary>
internal sealed class CookieSignOut(
    IOktaSignOut signOut,
    IssuerRegistrations registrations,
    SessionTerminationPipeline pipeline,
    RevocationCheck revocation,
    LateTokens lateTokens,
    CookieRemoval removal,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options)
{
    /// <summary>Signs out the session of a cookie that could be read. Returns when it has ended here; the work at Okta may still be in progress.</summary>
    /// <param name="run">The sign-out.</param>
    /// <param name="session">The session.</param>
    /// <param name="callback">Where Okta sends the browser afterwards; null if there is no such address.</param>
    /// <param name="isRepeated">Whether its cookie is a further one of the same name, which the handler does not know.</param>
    public async Task<SignOutOfCookie> BeginAsync(BrowserSignOut run, RequestSession session, string? callback, bool isRepeated)
    {
        var deletion = new CookieDeletion(run.Context, session.CookieScheme, () => removal.RunAsync(run.Context, session.CookieScheme));
        var endedLocally = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = await registrations.FindAsync(session.Session.Issuer, session.Record.OpenIdConnectScheme, session.Tokens.IdToken);
        var parts = new SignOutRequestParts(
            session.Session,
            session.ExpiresUtc,
            registration,
            await HintOfAsync(session),
            Unsent(session.Tokens.RefreshToken),
            Unsent(session.Tokens.AccessToken),
            isRepeated ? null : _ => deletion.RunAsync(),
            endedLocally);

        // Without the request's cancellation, because a user who closes the tab still wants to be signed out.
        var work = signOut.SignOutAsync(run.RequestFor(parts, callback));
        await Task.WhenAny(work, endedLocally.Task);
        deletion.Close();
        return new(session, registration, work);

        string? Unsent(string? token) => registration is not null && token is not null && run.SentTokens.Add($"{registration} {token}") ? token : null;
    }

    /// <summary>Waits for Okta, and returns the receipt.</summary>
    public async Task<SignOutReceipt> EndAsync(HttpContext context, SignOutOfCookie begun)
    {
        var session = begun.Session;
        var result = await begun.Work;
        if (result.Steps.Any(step => step is { Name: SignOutStepNames.LocalSession, Outcome: not SignOutStepOutcome.Succeeded }))
            CookieDeletion.DeleteCookie(context, cookieOptions.Get(session.CookieScheme));
        if (result.Steps.Any(step => step is { Name: SignOutStepNames.RefreshToken, Outcome: SignOutStepOutcome.Succeeded }))
            lateTokens.SetRevoked(session);
        return begun.Registration is null && session.Record.HasLineage ? Unregistered.Explain(result, session) : result;
    }

    /// <summary>Deletes a cookie whose ticket the app's store has dropped. Nothing else is left of the session.</summary>
    public SignOutReceipt DropCookie(HttpContext context, string cookieScheme)
    {
        CookieDeletion.DeleteCookie(context, cookieOptions.Get(cookieScheme));
        return new(
            [
                new(SignOutStepNames.LocalSession, SignOutStepOutcome.Succeeded, TimeSpan.Zero),
                new(
                    SignOutStepNames.OktaLogout, SignOutStepOutcome.Failed, TimeSpan.Zero,
                    $"OL6206: The app's ticket store has dropped the ticket of the scheme '{cookieScheme}' and its ID token, so the Okta session may still be open."),
            ],
            omission: OktaLogoutOmission.NoIdToken);
    }

    /// <summary>Deletes a cookie that browsers do not send with this request, so that it is not known whether there is one.</summary>
    public SignOutReceipt DropUnsent(HttpContext context, string cookieScheme, string path)
    {
        CookieDeletion.DeleteCookie(context, cookieOptions.Get(cookieScheme));
        return new(
            [
                new(
                    SignOutStepNames.RevocationList, SignOutStepOutcome.Failed, TimeSpan.Zero,
                    $"OL6210: Browsers send the cookie of the scheme '{cookieScheme}' only below {path}, and this request is not below it. The cookie was deleted, but a copy of it works, its tokens stay valid and the Okta session stays open. Call MapOktaLogout with a prefix below that path."),
            ],
            omission: OktaLogoutOmission.NoIdToken);
    }

    /// <summary>Ends a session whose ticket could not be read from the app's store. The key of the ticket is refused when the store can be read again.</summary>
    public async Task<SignOutReceipt> EndUnreadableAsync(HttpContext context, string cookieScheme, string storeKey)
    {
        CookieDeletion.DeleteCookie(context, cookieOptions.Get(cookieScheme));
        var steps = await pipeline.EndTicketAsync(StoreKeyTombstone.TicketIdOf(storeKey));
        steps.Add(new(
            SignOutStepNames.LocalSession, SignOutStepOutcome.Failed, TimeSpan.Zero,
            $"OL6201: The ticket of the scheme '{cookieScheme}' could not be read from the app's ticket store. Its cookie was deleted and its key is refused, but its tokens stay valid and the Okta session stays open. Restore the ticket store."));
        return new(steps, omission: OktaLogoutOmission.NoIdToken);
    }

    private async Task<string?> HintOfAsync(RequestSession session)
    {
        if (options.Value.UseHintsOfEndedSessions)
            return session.Tokens.IdToken;
        var isLive = session.MayGoOn && await revocation.RunAsync(session.Session) is SessionCheck.Live;
        return isLive ? session.Tokens.IdToken : null;
    }
}
