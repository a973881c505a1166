namespace Okta.Logout.AspNetCore.Tests;

internal sealed class ScriptedResolver(Func<UniversalLogoutRequest, UniversalLogoutSubject> script) : IUniversalLogoutSubjectResolver
{
    public List<UniversalLogoutRequest> Seen { get; } = [];

    public ValueTask<UniversalLogoutSubject> ResolveAsync(UniversalLogoutRequest request, CancellationToken cancellationToken = default)
    {
        Seen.Add(request);
        return new(script(request));
    }
}
