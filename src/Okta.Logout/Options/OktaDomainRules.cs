namespace Okta.Logout;

/// <summary>OktaDomain is a host name, AuthorizationServerId one segment of a path.</summary>
internal static class OktaDomainRules
{
    private const string DomainProperty = nameof(OktaLogoutOptions.OktaDomain);
    private const string DomainFix = "Leave out http://, port and path, such as example.okta.com. For a server that is not Okta's, set Issuer instead.";
    private const string ServerProperty = nameof(OktaLogoutOptions.AuthorizationServerId);
    private const string ServerFix = "Set it to the last segment of the issuer, such as default; empty for the org authorization server.";

    public static IEnumerable<OptionsFailure> Check(string oktaDomain)
    {
        var host = OktaHost.Of(oktaDomain);
        if (Placeholder.IsIn(oktaDomain))
            yield return Placeholder.Failure(DomainProperty);
        else if (OktaHost.HasDoubledScheme(oktaDomain) || OktaHost.HasDoubledSuffix(host))
            yield return new("OL1006", $"{DomainProperty} '{AddressText.WithoutUser(oktaDomain)}' contains a part twice. Set it to the host name, such as example.okta.com.");
        else if (!IsHostName(host))
            yield return new("OL1007", $"{DomainProperty} '{AddressText.WithoutUser(oktaDomain)}' is not a host name. {DomainFix}");
        else if (OktaHost.WithoutAdmin(host) is { } org)
            yield return new("OL1005", $"{DomainProperty} '{AddressText.WithoutUser(oktaDomain)}' is the address of the Admin Console. Set it to '{org}'.");
    }

    public static IEnumerable<OptionsFailure> CheckAuthorizationServer(string? id)
    {
        if (Placeholder.IsIn(id))
            yield return Placeholder.Failure(ServerProperty);
        else if (id is not null && !id.All(IsUnreserved))
            yield return new("OL1012", $"{ServerProperty} '{id}' is not an id. {ServerFix}");
    }

    private static bool IsHostName(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns && host.Contains('.') && host.All(c => c is '.' || IsUnreserved(c));

    private static bool IsUnreserved(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';
}
