using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the channels on which others can end sessions of the app, and the store that the nodes of an app share.</summary>
public static class OktaLogoutBuilderExtensions
{
    /// <summary>
    /// Lets providers end sessions by a logout token: <c>MapOktaLogout</c> then maps <c>POST /signout/backchannel</c> too, the URI to register as the
    /// client's <c>backchannel_logout_uri</c> (OpenID Connect Back-Channel Logout 1.0, section 2.2).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes which tokens are accepted.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// Okta itself sends no logout tokens; other providers do. With more than one node, share the revocation list and the
    /// <see cref="ITokenReplayCache"/>: a token reaches one node only.
    /// </remarks>
    public static OktaLogoutBuilder AddBackChannelLogout(this OktaLogoutBuilder builder, Action<BackChannelLogoutOptions>? configure = null)
    {
        Checked(builder).AddBackChannelLogoutHandler(configure).Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, BackChannelLogoutEndpoint>());
        return builder;
    }

    /// <summary>Keeps a record of live sessions, so that users and administrators can list them and end single ones: <see cref="IUserSessions"/>.</summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// The record is kept in memory, or where the revocation list is with <c>UseRedis</c> or <c>UseEntityFramework</c>. An <see cref="IUserSessionStore"/> that the app
    /// registers itself is used instead.
    /// </remarks>
    public static OktaLogoutBuilder AddUserSessions(this OktaLogoutBuilder builder, Action<UserSessionOptions>? configure = null)
    {
        var services = Checked(builder).Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UserSessionOptions>, UserSessionOptionsValidator>());
        var options = services.AddOptions<UserSessionOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton<ChosenUserSessionStore>();
        services.TryAddSingleton<LiveSessionRecords>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISessionObserver, UserSessionJournal>());
        services.TryAddSingleton<IUserSessions, UserSessions>();
        return builder;
    }

    /// <summary>
    /// Asks Okta from time to time whether the refresh token of a session is still valid (RFC 7662), and ends the session if it is not: for Okta Classic, and providers that tell the app nothing when a user is
    /// deactivated.
    /// </summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="every">How long an answer counts: see <see cref="SessionRevalidationOptions.Interval"/>.</param>
    /// <param name="configure">Changes how long requests wait for an answer, and how long sessions go on without one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// <para>Sessions need a refresh token: the scheme asks for the scope <c>offline_access</c> and sets <c>SaveTokens</c>.</para>
    /// <para>Such a session ends with <see cref="SessionTerminationReason.TokenNoLongerValid"/>. Anything but a clear answer, such as an outage, 429 or a refused client, ends no session.</para>
    /// <para>With more than one node, share the <see cref="ITokenReplayCache"/>, as <c>UseRedis</c>, <c>UseEntityFramework</c> and <c>UseDistributedCache</c> do: then one node asks for all.</para>
    /// </remarks>
    public static OktaLogoutBuilder RevalidateSessions(this OktaLogoutBuilder builder, TimeSpan every, Action<SessionRevalidationOptions>? configure = null)
    {
        var services = Checked(builder).Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionRevalidationOptions>, SessionRevalidationOptionsValidator>());
        services.AddOptions<SessionRevalidationOptions>().Configure(options =>
        {
            options.Interval = every;
            configure?.Invoke(options);
        }).ValidateOnStart();
        services.TryAddSingleton<RevalidationPace>();
        services.TryAddSingleton<SharedQuestions>();
        services.TryAddSingleton<TokenRefreshClient>();
        services.TryAddSingleton<TokenQuestions>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ISessionVerifier, SessionRevalidation>(),
            ServiceDescriptor.Singleton<IHostedService, RevalidationStartup>(),
        ]);
        return builder;
    }

    /// <summary>
    /// Keeps the revocation list, and the memory of used logout tokens, in the app's <see cref="IDistributedCache"/>, so that a sign-out that one node
    /// receives takes effect on all nodes. They also share their Data Protection keys. A revocation log (<see cref="UseRevocationLog"/>) needs no round trip for each request.
    /// </summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">A revocation log is registered, too.</exception>
    /// <remarks>
    /// <para>An <see cref="ISessionRevocationStore"/> or <see cref="ITokenReplayCache"/> that the app registers itself is used instead.</para>
    /// <para>Each signed-in request costs one round trip to the cache, of up to six GETs in parallel. While the cache is down, requests go on or are
    /// refused as <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> says, the health check reports it, and a sign-out deletes the cookie and
    /// says in its receipt that the list could not be written.</para>
    /// <para>If the cache evicts entries because it runs out of memory, it forgets sign-outs: give it enough memory and a policy without eviction.</para>
    /// </remarks>
    public static OktaLogoutBuilder UseDistributedCache(this OktaLogoutBuilder builder, Action<DistributedCacheRevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DistributedCacheServices.Add(builder.Services, configure);
        return builder;
    }

    /// <summary>
    /// Keeps the revocation list in a log that all nodes append to, and in the memory of each node, which follows the log. A check costs what it costs with
    /// the list in memory: no network.
    /// </summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="createLog">Creates the log, once. A log that the app registers itself wins.</param>
    /// <param name="createReplayCache">Creates the memory of used tokens that the nodes share; <see langword="null"/> for one in memory, on each node.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="createLog"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="UseDistributedCache"/> was called, too.</exception>
    /// <remarks>
    /// <para>A sign-out counts on its own node at once, and on the others when they have read it. While the log cannot be reached, each node goes on with
    /// what it knows; a sign-out then counts on its node, says so in its receipt, and is appended when the log is back.</para>
    /// <para>An app that moves from one store to another calls this method, or those of the packages, for both: entries are appended to both, and what is in either counts.
    /// The memory of used tokens is that of the first.</para>
    /// <para><see cref="RevocationLogOptions"/> say how a node follows the log. The packages Okta.Logout.Redis and Okta.Logout.EntityFrameworkCore bring a log; this method is for others.</para>
    /// </remarks>
    public static OktaLogoutBuilder UseRevocationLog(
        this OktaLogoutBuilder builder,
        Func<IServiceProvider, IRevocationLog> createLog,
        Func<IServiceProvider, ITokenReplayCache>? createReplayCache = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createLog);
        RevocationLogServices.Add(builder.Services, createLog, createReplayCache);
        return builder;
    }

    /// <summary>
    /// Lets Okta sign a user out of this app on all devices: <c>MapOktaLogout</c> then maps <c>POST /signout/universal</c> too, the endpoint of Universal
    /// Logout (Okta's profile of draft-parecki-oauth-global-token-revocation).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="endpointUrl">The public URL of that endpoint, exactly as it is registered at Okta: see <see cref="UniversalLogoutOptions.EndpointUrl"/>.</param>
    /// <param name="configure">Changes which requests are accepted.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="endpointUrl"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// <para>
    /// Ends every session of the user that began before the request, and calls each <see cref="ISessionTerminator"/> once for every issuer of the org. Users are found by
    /// the claims of their ID tokens; register an <see cref="IUniversalLogoutSubjectResolver"/> to find them by the app's own ids.
    /// </para>
    /// <para>
    /// The draft also requires refresh tokens to be revoked (section 3.3). Okta revokes its own when it triggers Universal Logout. An app that keeps them in
    /// cookies has no access to them at that time; an app that keeps tokens on a server deletes them in a terminator.
    /// </para>
    /// <para>With more than one node, share the revocation list and the <see cref="ITokenReplayCache"/>: a request reaches one node only.</para>
    /// </remarks>
    public static OktaLogoutBuilder AddUniversalLogout(
        this OktaLogoutBuilder builder, string endpointUrl, Action<UniversalLogoutOptions>? configure = null)
    {
        Checked(builder).AddUniversalLogoutHandler(endpointUrl, configure).Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, UniversalLogoutEndpoint>());
        return builder;
    }

    /// <summary>
    /// Receives signals from Okta about its users: <c>MapOktaLogout</c> then maps <c>POST /signout/events</c> too, the receiver of a push stream (RFC 8935;
    /// OpenID Shared Signals Framework 1.0; CAEP 1.0).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="audience">The <c>aud</c> of the stream: see <see cref="SharedSignalsOptions.Audience"/>.</param>
    /// <param name="configure">Changes which signals are accepted, and what the app does on them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="audience"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// Okta's signals name users by the issuer of the org; the app's sessions usually have the issuer of a custom authorization server. All issuers of an org name the same users by
    /// the same <c>sub</c>. With more than one node, share the revocation list and the <see cref="ITokenReplayCache"/>.
    /// </remarks>
    public static OktaLogoutBuilder AddSharedSignals(this OktaLogoutBuilder builder, string audience, Action<SharedSignalsOptions>? configure = null)
    {
        Checked(builder).AddSharedSignalsHandler(audience, configure).Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SharedSignalsEndpoint>());
        return builder;
    }

    private static OktaLogoutBuilder Checked(OktaLogoutBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.Any(service => service.ServiceType == typeof(OktaLogoutSchemes))
            ? builder
            : throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
    }
}
