using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.JwtBearer;

/// <summary>Puts the check around the events of the app, however late it configures them.</summary>
internal sealed class GuardedJwtBearerOptions(JwtBearerSchemes schemes, IServiceProvider services)
{
    private readonly Lock _lock = new();

    public static bool AreGuarded(JwtBearerOptions options) => options is { EventsType: null, Events: GuardedJwtBearerEvents };

    public void Guard(string scheme, JwtBearerOptions options)
    {
        if (AreGuarded(options) || !schemes.IsProtected(scheme))
            return;
        lock (_lock)
        {
            if (AreGuarded(options))
                return;

            // Resolved here, not injected, because the revocation list reads authentication options itself.
            options.Events = new GuardedJwtBearerEvents(
                services.GetRequiredService<AccessTokenValidation>(), services.GetRequiredService<OpaqueTokenValidation>(), options.Events, options.EventsType);
            options.EventsType = null;
        }
    }
}
