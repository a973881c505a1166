using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore;

/// <summary>Adds a health check.</summary>
public static class OktaLogoutHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that the endpoints of every Okta authorization server are known, and that the revocation list worked when it was last needed.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What to report when they are not; degraded by default, because users can still sign out of the app.</param>
    /// <param name="tags">Tags to filter by.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddOktaLogout(
        this IHealthChecksBuilder builder, string name = "okta-logout", HealthStatus failureStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<OktaLogoutHealthCheck>(name, failureStatus, tags ?? []);
    }
}
