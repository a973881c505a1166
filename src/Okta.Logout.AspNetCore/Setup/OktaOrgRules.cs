using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The rules for issuers that are configured beside those of the app's schemes.</summary>
internal sealed class OktaOrgRules(IServiceProvider services)
{
    public Registered Read()
    {
        // Validation of options knows no await.
        var schemes = services.GetRequiredService<OktaLogoutSchemes>().GetAsync().AsTask().GetAwaiter().GetResult();
        var options = services.GetRequiredService<IOptionsMonitor<OktaLogoutOptions>>();
        var all = schemes.Select(scheme => options.Get(scheme.OpenIdConnect)).ToList();
        return new([.. all.Select(one => one.GetIssuer())], all.Exists(one => one.AllowLoopbackHttp));
    }

    public static IEnumerable<string> Check(string options, IEnumerable<OktaOrgIssuer> additional, Registered registered)
    {
        foreach (var issuer in additional)
        {
            string?[] addresses = [issuer.Issuer, issuer.JwksUri, issuer.SameOrgAs];
            var bad = Array.Find(addresses, address => address is not null && !EndpointAddress.IsAllowed(address, registered.AllowLoopbackHttp));
            if (bad is not null)
                yield return $"OL8222: {options}.{nameof(IOktaOrgOptions.AdditionalIssuers)} holds '{bad}', which is not an absolute https URL.";
            else if (!OktaOrgGroups.HasOrg(issuer, registered.Issuers))
                yield return $"OL8223: {options}.{nameof(IOktaOrgOptions.AdditionalIssuers)} holds '{issuer.Issuer}', which is of no org that is known. "
                    + $"Set {nameof(OktaOrgIssuer.SameOrgAs)} to the issuer of a scheme that is of the same org.";
        }
    }

    internal sealed record Registered(IReadOnlyList<string> Issuers, bool AllowLoopbackHttp);
}
