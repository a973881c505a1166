namespace Okta.Logout;

/// <summary>The rules for host names of Okta orgs.</summary>
internal static class OktaHost
{
    private const string HttpsPrefix = "https://";
    private const string AdminSuffix = "-admin";

    private static readonly string[] Domains = ["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"];

    /// <summary>The host name in a value of <see cref="OktaLogoutOptions.OktaDomain"/>, as issuers spell it.</summary>
    public static string Of(string oktaDomain)
    {
        var host = oktaDomain.StartsWith(HttpsPrefix, StringComparison.OrdinalIgnoreCase) ? oktaDomain[HttpsPrefix.Length..] : oktaDomain;
        return (host is [.., '/'] ? host[..^1] : host).ToLowerInvariant();
    }

    /// <summary>Recognizes an address with two schemes, such as <c>https://https://example.okta.com</c>.</summary>
    public static bool HasDoubledScheme(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) != address.LastIndexOf("://", StringComparison.Ordinal);

    public static bool IsOkta(string host) => DomainOf(host) is not null;

    /// <summary>The host without the suffix <c>-admin</c> of the Admin Console; null if it does not have it.</summary>
    public static string? WithoutAdmin(string host)
    {
        if (DomainOf(host) is not { } domain)
            return null;
        var org = host[..^(domain.Length + 1)];
        return org.EndsWith(AdminSuffix, StringComparison.OrdinalIgnoreCase) ? $"{org[..^AdminSuffix.Length]}.{domain}" : null;
    }

    /// <summary>Recognizes a suffix that was typed twice, such as <c>example.okta.com.com</c>.</summary>
    public static bool HasDoubledSuffix(string host) =>
        host.EndsWith(".com.com", StringComparison.OrdinalIgnoreCase)
        || Domains.Any(domain => host.EndsWith($".{domain}.{domain}", StringComparison.OrdinalIgnoreCase));

    private static string? DomainOf(string host) =>
        Domains.FirstOrDefault(domain => host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}
