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

    /// <summary>Returns null, and says on the console what to do, where a setting is missing.</summary>
    public static OktaSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Okta");
        string[] missing = [.. new[] { nameof(Issuer), nameof(ClientId), nameof(ClientSecret) }.Where(name => string.IsNullOrEmpty(section[name]))];
        if (missing.Length == 0)
            return section.Get<OktaSettings>();

        Console.Error.WriteLine($"""
            WebApp does not know its Okta app yet. Missing: {string.Join(", ", missing.Select(name => "Okta:" + name))}.

            Set them in appsettings.json or as environment variables:
              Okta__Issuer=https://example.okta.com/oauth2/default
              Okta__ClientId=...
              Okta__ClientSecret=...

            No Okta org at hand? This needs none: dotnet run --project samples/Demo
            """);
        return null;
    }
}
