using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore;

/// <summary>Reports what is known about Okta and the revocation list. A check sends no request to either.</summary>
internal sealed class OktaLogoutHealthCheck(IServiceProvider services, OktaLogoutSchemes schemes, RevocationListHealth revocationList) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string> problems = [];
        foreach (var scheme in await schemes.OpenIdConnectAsync())
        {
            try
            {
                var discovery = services.GetRequiredKeyedService<IOktaDiscoveryClient>(scheme).GetEndpointsAsync(cancellationToken).AsTask();
                BackgroundTask.Observe(discovery);
                var endpoints = await discovery.WaitAsync(cancellationToken);
                if (endpoints.EndSessionEndpoint is null)
                    problems.Add($"{scheme}: OL5015: {endpoints.Issuer} has no end_session_endpoint.");
            }
            catch (OktaDiscoveryException exception)
            {
                problems.Add($"{scheme}: {exception.Message}");
            }
        }

        if (revocationList.Failure is { } failure)
            problems.Add($"revocation list: {failure}");
        Dictionary<string, object> data = [];
        if (services.GetService<RevocationLogFollower>() is { } follower)
        {
            data.Add("revocationLogAgeSeconds", follower.Age.TotalSeconds);
            data.Add("revocationLogEntries", follower.Entries);
            if (follower.Problem is { } problem)
                problems.Add($"revocation list: {problem}");
        }

        return problems.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : new(context.Registration.FailureStatus, string.Join(' ', problems), data: data);
    }
}
