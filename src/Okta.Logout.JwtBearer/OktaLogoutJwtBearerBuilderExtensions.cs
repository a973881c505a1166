using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Okta.Logout;
using Okta.Logout.AspNetCore;
using Okta.Logout.JwtBearer;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds APIs to <c>AddOktaLogout</c>.</summary>
public static class OktaLogoutJwtBearerBuilderExtensions
{
    /// <summary>Refuses access tokens of users and sessions that were signed out, with 401 (<c>invalid_token</c>, RFC 6750, section 3.1).</summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="scheme">The name given to <c>AddJwtBearer</c>; <see langword="null"/> for every such scheme. Call the method again for a further one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="scheme"/> is empty.</exception>
    /// <remarks>
    /// <para>The handler validates the token first, and the app's own events run after the check. A sign-out of a user ends tokens whose <c>uid</c> or <c>sub</c> names the user, and
    /// whose <c>auth_time</c>, else <c>iat</c>, is not after it. Sign-outs of a web app that shares the revocation list also end the access token in its cookie.</para>
    /// <para>An API needs no cookies and no OpenID Connect scheme. Channels, such as <c>AddUniversalLogout</c>, accept the org of the scheme's <c>Authority</c>; Universal Logout needs
    /// the client ID that Okta sends it for: <c>Configure&lt;OktaLogoutOptions&gt;(scheme, …)</c>.</para>
    /// <para>While the revocation list cannot be read, <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> decides: requests go on, or are refused with 503.</para>
    /// </remarks>
    public static OktaLogoutBuilder ProtectJwtBearer(this OktaLogoutBuilder builder, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (scheme is not null)
            ArgumentException.ThrowIfNullOrEmpty(scheme);
        AddServices(builder.Services);
        builder.Services.AddSingleton(new ProtectedScheme(scheme));
        return builder;
    }

    /// <summary>Asks Okta about access tokens too (RFC 7662), after the check of the revocation list: for calls whose value is worth a request to Okta.</summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="when">Says whether a request is such a call; <see langword="null"/> for every request of a protected scheme.</param>
    /// <param name="configure">Changes for how long an answer is remembered, and what happens without one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="ProtectJwtBearer"/> was not called before.</exception>
    /// <remarks>
    /// <para>The client is that of the <see cref="OktaLogoutOptions"/> with the name of the scheme: set its <c>ClientId</c>, and its secret or key. Without a verdict, the response is 503.</para>
    /// <para>With <see cref="TokenIntrospectionOptions.AcceptOpaqueTokens"/>, tokens that the handler cannot validate are introspected instead, such as those of the org authorization server.
    /// The response is then validated as the claims of a JWT, and your <c>OnTokenValidated</c> runs: its <c>SecurityToken</c> holds the response, and has no signature.</para>
    /// </remarks>
    public static OktaLogoutBuilder AddTokenIntrospection(
        this OktaLogoutBuilder builder, Func<HttpContext, bool>? when = null, Action<TokenIntrospectionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(ProtectedScheme)))
            throw new InvalidOperationException("OL9708: No scheme is protected, so no token would be introspected. Call ProtectJwtBearer() before AddTokenIntrospection().");
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenIntrospectionOptions>, TokenIntrospectionOptionsValidator>());
        builder.Services.AddOptions<TokenIntrospectionOptions>().Configure(options =>
        {
            options.When = when ?? (static _ => true);
            configure?.Invoke(options);
        }).ValidateOnStart();
        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<JwtBearerSchemes>();
        services.TryAddSingleton<IntrospectedTokens>();
        services.TryAddSingleton<AccessTokenIntrospection>();
        services.TryAddSingleton<AccessTokenValidation>();
        services.TryAddSingleton<OpaqueTokenValidation>();
        services.TryAddSingleton<GuardedJwtBearerOptions>();
        services.TryAddSingleton<IOptionsMonitor<JwtBearerOptions>>(static provider => new GuardedJwtBearerOptionsMonitor(
            provider.GetRequiredService<IOptionsFactory<JwtBearerOptions>>(), provider.GetServices<IOptionsChangeTokenSource<JwtBearerOptions>>(),
            provider.GetRequiredService<IOptionsMonitorCache<JwtBearerOptions>>(), provider.GetRequiredService<GuardedJwtBearerOptions>()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IAccessTokenSchemes, JwtBearerSchemes>(static provider => provider.GetRequiredService<JwtBearerSchemes>()),
            ServiceDescriptor.Singleton<IPostConfigureOptions<JwtBearerOptions>, PostConfigureJwtBearerGuard>(),
            ServiceDescriptor.Singleton<IPostConfigureOptions<OktaLogoutOptions>, OktaLogoutOptionsFromJwtBearer>(),
            ServiceDescriptor.Singleton<IHostedService, JwtBearerStartup>(),
        ]);
    }
}
