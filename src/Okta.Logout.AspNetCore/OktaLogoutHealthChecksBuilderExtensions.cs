using Microsoft.Extensions.Diagnostics.HealthChecks;
using Okta.Logout.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a health check.</summary>
public static class OktaLogoutHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that the endpoints of every Okta authorization server are known, and that the revocation list worked when it was last used.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">The status to report otherwise; degraded by default, because users can still sign out of the app.</param>
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
