using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Lets a sign-out begin whatever the app's authentication does: the middleware would respond with 500 if a claims transformation or a handler of the app throws. A
/// sign-out reads the cookies itself.
/// </summary>
internal sealed partial class AuthenticationAtSignOut(
    [FromKeyedServices(AuthenticationAtSignOut.Inner)] IAuthenticationService inner, MappedEndpoints endpoints, LogThrottle throttle, ILogger<AuthenticationAtSignOut> logger)
    : IAuthenticationService
{
    /// <summary>The key of the service around which it is.</summary>
    public const string Inner = "Okta.Logout.Inner";

    /// <summary>Puts itself around the service that is registered.</summary>
    public static void Wrap(IServiceCollection services)
    {
        if (services.Any(service => service.IsKeyedService && service.ServiceKey is Inner && service.ServiceType == typeof(IAuthenticationService)))
            return;
        var known = services.Last(service => service.ServiceType == typeof(IAuthenticationService) && !service.IsKeyedService);
        services[services.IndexOf(known)] = new(typeof(IAuthenticationService), typeof(AuthenticationAtSignOut), known.Lifetime);
        services.Add(WithKey(known));
    }

    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        endpoints.IsSignOut(context) ? TryAuthenticateAsync(context, scheme) : inner.AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        inner.SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.SignOutAsync(context, scheme, properties);

    // The container goes on creating it, and disposing of it.
    private static ServiceDescriptor WithKey(ServiceDescriptor known) => known switch
    {
        { ImplementationInstance: { } instance } => new(known.ServiceType, Inner, instance),
        { ImplementationFactory: { } factory } => new(known.ServiceType, Inner, (provider, _) => factory(provider), known.Lifetime),
        _ => new(known.ServiceType, Inner, known.ImplementationType!, known.Lifetime),
    };

    private async Task<AuthenticateResult> TryAuthenticateAsync(HttpContext context, string? scheme)
    {
        try
        {
            return await inner.AuthenticateAsync(context, scheme);
        }
        catch (Exception exception)
        {
            if (throttle.Allows(nameof(AuthenticationAtSignOut), "OL6028", out var suppressed))
                Log.Failed(logger, exception.GetType().Name, suppressed);
            return AuthenticateResult.Fail(exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6028, LogLevel.Warning, "OL6028: The app's authentication failed at a sign-out ({ExceptionType}), which goes on. Look at the claims transformation and at the authentication handlers of the app. Similar events since the previous line: {Suppressed}.")]
        public static partial void Failed(ILogger logger, string exceptionType, int suppressed);
    }
}
