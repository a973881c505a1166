using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>The rules for issuers that are configured beside those of the app's schemes.</summary>
internal sealed class OktaOrgRules(IServiceProvider services)
{
    public Registered Read()
    {
        // Options are validated synchronously.
        var all = services.GetRequiredService<IRegistrations>().AllAsync(isAtStart: true).AsTask().GetAwaiter().GetResult();
        return new([.. all.Select(one => one.Options.GetIssuer())], all.Any(one => one.Options.AllowLoopbackHttp));
    }

    public static IEnumerable<string> Check(string options, IEnumerable<OktaOrgIssuer> additional, Registered registered)
    {
        foreach (var issuer in additional)
        {
            string?[] addresses = [issuer.Issuer, issuer.JwksUri.OriginalString, issuer.SameOrgAs];
            var bad = Array.Find(addresses, address => address is not null && !EndpointAddress.IsAllowed(address, registered.AllowLoopbackHttp));
            if (bad is not null)
                yield return $"OL8222: {options}.{nameof(IOktaOrgOptions.AdditionalIssuers)} holds '{AddressText.WithoutUser(bad)}', which is not an absolute https URL.";
            else if (!OktaOrgGroups.HasOrg(issuer, registered.Issuers))
                yield return $"OL8223: {options}.{nameof(IOktaOrgOptions.AdditionalIssuers)} holds '{AddressText.WithoutUser(issuer.Issuer)}', and it is not known to which org it belongs. "
                    + $"Set {nameof(OktaOrgIssuer.SameOrgAs)} to the issuer of a scheme of the same org.";
        }
    }

    internal sealed record Registered(IReadOnlyList<string> Issuers, bool AllowLoopbackHttp);
}
