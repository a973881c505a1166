using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

/// <summary>Checks the set-up when the host starts.</summary>
internal sealed partial class JwtBearerStartup(
    JwtBearerSchemes schemes,
    IOptionsMonitor<JwtBearerOptions> options,
    IOptions<TokenIntrospectionOptions> introspection,
    IOptionsMonitor<OktaLogoutOptions> registrations,
    IServiceProvider services,
    ILogger<JwtBearerStartup> logger)
    : IHostedService
{
    /// <exception cref="InvalidOperationException">A scheme does not exist, or would accept revoked tokens.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var found = schemes.GetSchemes();
        if (schemes.Named.FirstOrDefault(name => !found.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new InvalidOperationException($"OL9700: '{unknown}' is not a JwtBearer scheme of the app. Correct the name given to ProtectJwtBearer.");
        if (found.Count == 0)
            Log.NoScheme(logger);
        found = [.. found.Where(CanBeRead)];
        if (found.FirstOrDefault(scheme => !GuardedJwtBearerOptions.AreGuarded(options.Get(scheme))) is { } unguarded)
            throw new InvalidOperationException($"OL9705: The options monitor of the app gives the JwtBearer scheme '{unguarded}' events without the check of this library: revoked tokens would be accepted. Create the options with IOptionsFactory<JwtBearerOptions>.");
        if (introspection.Value.AcceptOpaqueTokens && found.Count > 0)
            CheckClients(found);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Options for each tenant need a request.
    private bool CanBeRead(string scheme)
    {
        try
        {
            _ = options.Get(scheme);
            return true;
        }
        catch (Exception exception) when (exception is not OptionsValidationException && services.GetService<IHttpContextAccessor>() is { HttpContext: null })
        {
            Log.NotRead(logger, scheme, exception.GetType().Name);
            return false;
        }
    }

    private void CheckClients(IReadOnlyList<string> found)
    {
        var clients = found.Where(scheme => registrations.Get(scheme).ClientId is { Length: > 0 }).ToList();
        if (clients.Count == 0)
            throw new InvalidOperationException($"OL9720: TokenIntrospectionOptions.AcceptOpaqueTokens is set, but Okta cannot be asked about a token: no JwtBearer scheme has a client. Set ClientId, and ClientSecret or ClientAssertionSigningCredentials: Configure<OktaLogoutOptions>(\"{found[0]}\", ...).");
        foreach (var scheme in clients.Where(scheme => registrations.Get(scheme) is { ClientSecret: null or "", ClientAssertionSigningCredentials: null }))
            Log.NoCredentials(logger, scheme);
    }

    private static partial class Log
    {
        [LoggerMessage(9725, LogLevel.Warning, "OL6027: The options of the scheme {Scheme} cannot be read at start ({ExceptionType}), so they are not checked. If they need a request, as those of a tenant do, ignore this. Otherwise, the first call will fail: correct the code that configures them.")]
        public static partial void NotRead(ILogger logger, string scheme, string exceptionType);

        [LoggerMessage(9706, LogLevel.Warning, "OL9706: ProtectJwtBearer was called, but the app has no JwtBearer scheme, unless one is added while the app runs. Call AddAuthentication().AddJwtBearer(...).")]
        public static partial void NoScheme(ILogger logger);

        [LoggerMessage(9721, LogLevel.Warning, "OL9721: Opaque tokens of the scheme {Scheme} are introspected as a client without credentials, which the authorization server may refuse. Set ClientSecret or ClientAssertionSigningCredentials in the OktaLogoutOptions of the scheme.")]
        public static partial void NoCredentials(ILogger logger, string scheme);
    }
}
