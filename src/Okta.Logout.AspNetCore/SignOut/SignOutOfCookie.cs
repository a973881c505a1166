namespace Okta.Logout.AspNetCore;

/// <summary>The sign-out of one cookie whose session has ended here, while the work at Okta is in progress. Not a record, because ToString of a record shows the values.</summary>
internal sealed class SignOutOfCookie(RequestSession session, string? registration, Task<SignOutReceipt> work)
{
    public RequestSession Session { get; } = session;

    /// <summary>Gets the OpenID Connect scheme of the session's issuer; null if none of them has that issuer.</summary>
    public string? Registration { get; } = registration;

    public Task<SignOutReceipt> Work { get; } = work;
}
