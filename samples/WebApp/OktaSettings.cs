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

    /// <summary>Whether logout tokens are obeyed, at <c>/signout/backchannel</c>.</summary>
    public bool BackChannelLogout { get; set; }

    /// <summary>The public URL of <c>/signout/universal</c>, as registered at Okta; not set: no Universal Logout.</summary>
    public string? UniversalLogoutEndpoint { get; set; }

    /// <summary>Whether Okta's shared signals are obeyed, at <c>/signout/events</c>, whose public URL is their audience.</summary>
    public bool SharedSignals { get; set; }

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
