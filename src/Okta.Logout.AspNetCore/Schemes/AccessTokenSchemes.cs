using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>The schemes of all kinds whose access tokens are checked. Resolved late, because their packages read authentication options themselves.</summary>
internal sealed class AccessTokenSchemes(IServiceProvider services)
{
    public IReadOnlyList<string> All() => [.. services.GetServices<IAccessTokenSchemes>().SelectMany(schemes => schemes.GetSchemes()).Distinct(StringComparer.Ordinal)];
}
