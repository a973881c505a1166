using Okta.Logout;

namespace WebApp;

/// <summary>The section <c>Okta</c> of the settings; as environment variables <c>Okta__Issuer</c> and so on.</summary>
internal sealed class OktaSettings
{
    public string? Issuer { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public string? PublicOrigin { get; set; }

    public bool AllowLoopbackHttp { get; set; }

    public EndSessionMethod EndSessionMethod { get; set; } = EndSessionMethod.FormPost;

    /// <summary>The connection string of a Redis that all nodes share; not set for an app on one node.</summary>
    public string? DistributedCache { get; set; }

    public static OktaSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Okta").Get<OktaSettings>() ?? new();
        string?[] missing =
        [
            string.IsNullOrEmpty(settings.Issuer) ? "Okta:Issuer" : null,
            string.IsNullOrEmpty(settings.ClientId) ? "Okta:ClientId" : null,
            string.IsNullOrEmpty(settings.ClientSecret) ? "Okta:ClientSecret" : null,
        ];
        if (missing.Any(name => name is not null))
        {
            throw new InvalidOperationException(
                $"Missing settings: {string.Join(", ", missing.Where(name => name is not null))}. Set them in appsettings.json, by user secrets, "
                + "or as environment variables such as Okta__Issuer=https://example.okta.com/oauth2/default. Without an Okta org: dotnet run --project samples/Demo.");
        }

        return settings;
    }
}
