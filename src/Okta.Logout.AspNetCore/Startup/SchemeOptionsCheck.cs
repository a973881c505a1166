using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks the options of an OpenID Connect scheme at start. The exceptions of ASP.NET Core's own validation do not name the scheme.</summary>
internal sealed class SchemeOptionsCheck(IRegistrationSource registrations, IServiceProvider services)
{
    /// <exception cref="OptionsValidationException">The options are not valid.</exception>
    public void Check(string scheme)
    {
        try
        {
            _ = registrations.Get(scheme);
        }
        catch (Exception exception) when (exception is not OptionsValidationException && FailuresOf(scheme) is { Count: > 0 } failures)
        {
            throw new OptionsValidationException(scheme, typeof(OpenIdConnectOptions), failures);
        }
    }

    private List<string> FailuresOf(string scheme)
    {
        List<string> failures = [];
        if (Unvalidated(scheme) is not { } options)
            return failures;
        if (string.IsNullOrEmpty(options.ClientId))
            failures.Add($"OL1003: The OpenID Connect scheme '{scheme}' has no {nameof(options.ClientId)}. Set it in AddOpenIdConnect to the Client ID of the app in the Okta Admin Console.");
        if (options is { Authority: null or "", MetadataAddress: null or "", Configuration: null, ConfigurationManager: null })
            failures.Add($"OL1001: The OpenID Connect scheme '{scheme}' has no {nameof(options.Authority)}. Set it in AddOpenIdConnect to the issuer, such as https://example.okta.com/oauth2/default.");
        return failures;
    }

    private OpenIdConnectOptions? Unvalidated(string scheme)
    {
        try
        {
            return new OptionsFactory<OpenIdConnectOptions>(
                services.GetServices<IConfigureOptions<OpenIdConnectOptions>>(), services.GetServices<IPostConfigureOptions<OpenIdConnectOptions>>()).Create(scheme);
        }
        catch (Exception)
        {
            // The configuration itself throws: its own exception says why.
            return null;
        }
    }
}
