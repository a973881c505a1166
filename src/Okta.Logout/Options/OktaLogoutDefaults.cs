namespace Okta.Logout;

/// <summary>Names that the library uses.</summary>
public static class OktaLogoutDefaults
{
    /// <summary>The named <see cref="System.Net.Http.HttpClient"/> of discovery and revocation. Its handler must not follow redirects.</summary>
    public const string HttpClientName = "Okta.Logout";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = OktaLogoutTelemetry.Name;

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = OktaLogoutTelemetry.Name;
}
