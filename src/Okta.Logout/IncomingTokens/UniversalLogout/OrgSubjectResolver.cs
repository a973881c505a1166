namespace Okta.Logout;

/// <summary>Knows users only by what their ID tokens said, and so cannot tell whether one exists.</summary>
internal sealed class OrgSubjectResolver : IUniversalLogoutSubjectResolver
{
    public ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default)
    {
        // No session here can be of an issuer that is not configured: to answer 204 would promise what does not happen.
        var targets = OrgSubject.TargetsOf(request.Subject, request.OrgIssuers, request.IssuedAt);
        return new(targets.Count == 0 ? UniversalLogoutSubject.Unknown : UniversalLogoutSubject.Found(targets));
    }
}
