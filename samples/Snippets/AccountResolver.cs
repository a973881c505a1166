using Okta.Logout;

namespace Snippets;

#region subject-resolver
internal sealed class AccountResolver(IAccounts accounts) : IUniversalLogoutSubjectResolver
{
    public async ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Subject.Email is not { } email)
            return UniversalLogoutSubject.Unknown;
        return await accounts.FindSubjectAsync(email, cancellationToken) is { } subject
            ? UniversalLogoutSubject.Found([.. request.OrgIssuers.Select(issuer => SessionTarget.ForSubject(issuer, subject, request.IssuedAt))])
            : UniversalLogoutSubject.Unknown;
    }
}
#endregion
