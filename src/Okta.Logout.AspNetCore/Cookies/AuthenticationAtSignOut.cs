using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Lets a sign-out begin whatever the app's authentication does: the middleware would respond with 500 if a claims transformation or a handler of the app throws. A
/// sign-out reads the cookies itself.
/// </summary>
internal sealed class AuthenticationAtSignOut(IAuthenticationService inner, MappedEndpoints endpoints) : IAuthenticationService
{
    /// <summary>Puts itself around the service that is registered.</summary>
    public static void Wrap(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(AuthenticationAtSignOut)))
            return;
        var known = services.Last(service => service.ServiceType == typeof(IAuthenticationService) && !service.IsKeyedService);
        services.Add(new(typeof(AuthenticationAtSignOut), provider => new AuthenticationAtSignOut(Create(known, provider), provider.GetRequiredService<MappedEndpoints>()), known.Lifetime));
        services[services.IndexOf(known)] = new(typeof(IAuthenticationService), static provider => provider.GetRequiredService<AuthenticationAtSignOut>(), known.Lifetime);
    }

    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        endpoints.IsSignOut(context) ? TryAuthenticateAsync(context, scheme) : inner.AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        inner.SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.SignOutAsync(context, scheme, properties);

    private static IAuthenticationService Create(ServiceDescriptor known, IServiceProvider provider) => (IAuthenticationService)(
        known.ImplementationInstance ?? known.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, known.ImplementationType!));

    private async Task<AuthenticateResult> TryAuthenticateAsync(HttpContext context, string? scheme)
    {
        try
        {
            return await inner.AuthenticateAsync(context, scheme);
        }
        catch (Exception exception)
        {
            return AuthenticateResult.Fail(exception);
        }
    }
}
