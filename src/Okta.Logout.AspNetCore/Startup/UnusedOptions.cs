using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Warns of <see cref="OktaLogoutOptions"/> that no sign-out reads, because they have no name, or a name that is not that of a scheme.</summary>
internal sealed partial class UnusedOptions(IServiceProvider services, ILogger<UnusedOptions> logger)
{
    private const string NameProperty = nameof(ConfigureNamedOptions<OktaLogoutOptions>.Name);

    public void Check(IReadOnlyList<string> schemes)
    {
        IEnumerable<object> all = [.. services.GetServices<IConfigureOptions<OktaLogoutOptions>>(), .. services.GetServices<IPostConfigureOptions<OktaLogoutOptions>>()];
        foreach (var name in all.Select(NameOf).OfType<string>().Distinct(StringComparer.Ordinal).Where(name => !schemes.Contains(name, StringComparer.Ordinal)))
        {
            if (name.Length == 0)
                Log.NoName(logger, schemes.Count > 0 ? schemes[0] : "OpenIdConnect");
            else
                Log.UnknownName(logger, name, string.Join(", ", schemes));
        }
    }

    // Null for all names, and if the type is the app's own. The framework has several types, which differ in the services that they take.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without the property, there is only no warning.")]
    private static string? NameOf(object configuration) => configuration switch
    {
        ConfigureNamedOptions<OktaLogoutOptions> named => named.Name,
        PostConfigureOptions<OktaLogoutOptions> named => named.Name,
        IConfigureNamedOptions<OktaLogoutOptions> or IPostConfigureOptions<OktaLogoutOptions> =>
            configuration.GetType() is { Namespace: "Microsoft.Extensions.Options" } type ? type.GetProperty(NameProperty)?.GetValue(configuration) as string : null,
        _ => Options.DefaultName,
    };

    private static partial class Log
    {
        [LoggerMessage(6124, LogLevel.Warning, "OL6124: OktaLogoutOptions are configured without a name, but sign-outs read those with the name of a scheme. Name the scheme: Configure<OktaLogoutOptions>(\"{Scheme}\", ...).")]
        public static partial void NoName(ILogger logger, string scheme);

        [LoggerMessage(6127, LogLevel.Warning, "OL6124: OktaLogoutOptions are configured with the name {Name}, which is not an OpenID Connect scheme that takes part ({Schemes}). Correct the name, unless the scheme is added while the app runs.")]
        public static partial void UnknownName(ILogger logger, string name, string schemes);
    }
}
