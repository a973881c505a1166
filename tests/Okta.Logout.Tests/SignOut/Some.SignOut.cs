namespace Okta.Logout.Tests;

internal static partial class Some
{
    public static SessionDescriptor Session(
        string? ticketId = The.TicketId, string? issuer = The.Issuer, string? subject = The.Subject, string? sid = The.Sid, string? email = The.Email) => new()
        {
            TicketId = ticketId,
            Issuer = issuer,
            Subject = subject,
            SessionId = sid,
            Email = email,
            StartedAt = The.Now.AddMinutes(-5),
        };

    /// <summary>A sign-out with everything that a session can hold.</summary>
    public static SignOutRequest SignOutRequest(
        string? idToken = null,
        SignOutScope scope = SignOutScope.AppAndOkta,
        string registration = "",
        Func<CancellationToken, Task>? endLocalSession = null,
        SessionDescriptor? session = null) => new()
        {
            Session = session ?? Session(),
            IdToken = idToken ?? IdToken(),
            RefreshToken = The.RefreshToken,
            AccessToken = The.AccessToken,
            DeviceSecret = The.DeviceSecret,
            PostLogoutRedirectUri = The.PostLogoutRedirectUri,
            State = The.State,
            Scope = scope,
            Registration = registration,
            EndLocalSession = endLocalSession,
        };
}
