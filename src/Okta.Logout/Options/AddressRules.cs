namespace Okta.Logout;

/// <summary>Configured addresses follow the same rule as discovered ones.</summary>
internal static class AddressRules
{
    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options) =>
    [
        .. Check(nameof(options.MetadataAddress), options.MetadataAddress, options.AllowLoopbackHttp),
        .. Check(nameof(options.EndSessionEndpoint), options.EndSessionEndpoint, options.AllowLoopbackHttp),
        .. Check(nameof(options.RevocationEndpoint), options.RevocationEndpoint, options.AllowLoopbackHttp),
        .. Check(nameof(options.IntrospectionEndpoint), options.IntrospectionEndpoint, options.AllowLoopbackHttp),
        .. Check(nameof(options.JwksUri), options.JwksUri, options.AllowLoopbackHttp),
    ];

    public static OptionsFailure NotAllowed(string id, string property, string address)
    {
        var isLoopbackHttp = EndpointAddress.IsAllowed(address, allowLoopbackHttp: true);
        return new(id, isLoopbackHttp
            ? $"{property} '{AddressText.WithoutUser(address)}' is not https. Set it to an https URL, or, for development, set AllowLoopbackHttp to true."
            : $"{property} '{AddressText.WithoutUser(address)}' is not an absolute https URL without user and fragment. Set it to one; "
                + "AllowLoopbackHttp is for loopback hosts only.");
    }

    private static IEnumerable<OptionsFailure> Check(string property, string? address, bool allowLoopbackHttp)
    {
        if (address is not { Length: > 0 })
            yield break;
        if (Placeholder.IsIn(address))
            yield return Placeholder.Failure(property);
        else if (!EndpointAddress.IsAllowed(address, allowLoopbackHttp))
            yield return NotAllowed("OL1017", property, address);
    }
}
