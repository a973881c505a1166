namespace Okta.Logout;

/// <summary>Finds users only by the claims of their ID tokens, so it cannot tell whether a user exists.</summary>
internal sealed class OrgSubjectResolver : IUniversalLogoutSubjectResolver
{
    public ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default)
    {
        // No session here can be of an issuer that is not configured: a response of 204 would claim a sign-out that did not happen.
        var targets = OrgSubject.TargetsOf(request.Subject, request.OrgIssuers, request.IssuedAt);
        return new(targets.Count == 0 ? UniversalLogoutSubject.Unknown : UniversalLogoutSubject.Found(targets));
    }
}
