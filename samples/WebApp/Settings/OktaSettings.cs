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

    /// <summary>The connection string of a Redis in which all nodes share the revocation list. Leave it empty for an app on one node.</summary>
    public string? Redis { get; set; }

    /// <summary>The same in a database: <c>sqlite:</c> and a file, or <c>postgres:</c> and a connection string. The sample creates the tables itself.</summary>
    public string? Database { get; set; }

    /// <summary>How old what a node knows of the list in Redis or in the database may be, until the list counts as not readable.</summary>
    public TimeSpan? MaxStaleness { get; set; }

    /// <summary>How long a session may last: seconds, or a time span such as <c>12:00:00</c>.</summary>
    public string? AbsoluteLifetime { get; set; }

    /// <summary>How long a session may go unused, in the same form.</summary>
    public string? IdleTimeout { get; set; }

    /// <summary>After what time Okta is asked whether the refresh token of a session is still valid, in the same form. Without it, Okta is not asked.</summary>
    public string? RevalidateEvery { get; set; }

    /// <summary>Whether users can list their sessions and end single ones, at <c>/sessions</c>.</summary>
    public bool Sessions { get; set; }

    /// <summary>The connection string of a Redis that is asked at each request, instead of <see cref="Redis"/> or <see cref="Database"/>.</summary>
    public string? DistributedCache { get; set; }

    /// <summary>Whether logout tokens are accepted at <c>/signout/backchannel</c>.</summary>
    public bool BackChannelLogout { get; set; }

    /// <summary>The public URL of <c>/signout/universal</c>, as registered at Okta. Without it, there is no Universal Logout.</summary>
    public string? UniversalLogoutEndpoint { get; set; }

    /// <summary>Whether Okta's shared signals are accepted at <c>/signout/events</c>, whose public URL is their audience.</summary>
    public bool SharedSignals { get; set; }

    /// <summary>Returns null, and prints what to do, if a setting is missing or cannot be read.</summary>
    public static OktaSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Okta");
        string[] missing = [.. new[] { nameof(Issuer), nameof(ClientId), nameof(ClientSecret) }.Where(name => string.IsNullOrEmpty(section[name]))];
        if (missing.Length == 0)
            return IsReadable(section) ? section.Get<OktaSettings>() : null;

        Console.Error.WriteLine($"""
            {typeof(OktaSettings).Assembly.GetName().Name} does not know its Okta app yet. Missing: {string.Join(", ", missing.Select(name => "Okta:" + name))}.

            Set them in appsettings.json or as environment variables:
              Okta__Issuer=https://example.okta.com/oauth2/default
              Okta__ClientId=...
              Okta__ClientSecret=...

            No Okta org at hand? This needs none: dotnet run --project samples/Demo
            """);
        return null;
    }

    private static bool IsReadable(IConfiguration section)
    {
        var durations = new[] { nameof(AbsoluteLifetime), nameof(IdleTimeout), nameof(RevalidateEvery) }
            .Where(name => !string.IsNullOrEmpty(section[name]) && Duration.Parse(section[name]) is null)
            .Select(name => $"Okta:{name} is '{section[name]}'. Set it to a number of seconds, or to a time span such as 00:30:00 or 1.12:00:00.");
        var databases = new[] { nameof(Database) }
            .Where(name => !string.IsNullOrEmpty(section[name]) && !SignOutDatabase.IsKnown(section[name]!))
            .Select(name => $"Okta:{name} begins with neither sqlite: nor postgres:. Set it to sqlite: and a file, or to postgres: and a connection string.");
        string[] unreadable = [.. durations, .. databases];
        foreach (var line in unreadable)
            Console.Error.WriteLine(line);
        return unreadable.Length == 0;
    }
}
