using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks what is known from memory of Okta and of the revocation list: a check costs neither anything.</summary>
internal sealed class OktaLogoutHealthCheck(IServiceProvider services, OktaLogoutSchemes schemes, RevocationListHealth revocationList) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string> problems = [];
        foreach (var scheme in await schemes.GetAsync())
        {
            try
            {
                var endpoints = await services.GetRequiredKeyedService<IOktaDiscoveryClient>(scheme.OpenIdConnect).GetEndpointsAsync(cancellationToken);
                if (endpoints.EndSessionEndpoint is null)
                    problems.Add($"{scheme.OpenIdConnect}: OL5015: {endpoints.Issuer} has no end_session_endpoint.");
            }
            catch (OktaDiscoveryException exception)
            {
                problems.Add($"{scheme.OpenIdConnect}: {exception.Message}");
            }
        }

        if (revocationList.Failure is { } failure)
            problems.Add($"revocation list: {failure}");
        return problems.Count == 0 ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, string.Join(' ', problems));
    }
}
