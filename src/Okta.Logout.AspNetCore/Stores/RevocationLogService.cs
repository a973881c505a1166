using Microsoft.Extensions.Hosting;

namespace Okta.Logout.AspNetCore;

/// <summary>Follows the log while the app runs. Requests are served when it is read to its end, or when the app has waited long enough.</summary>
internal sealed class RevocationLogService(RevocationLogFollower follower) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => follower.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => follower.StopAsync(cancellationToken);
}
