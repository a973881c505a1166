using Microsoft.Extensions.Options;

namespace Okta.Logout;

internal sealed class UniversalLogoutOptionsValidator(OktaOrgRules orgs) : IValidateOptions<UniversalLogoutOptions>
{
    private const string Name = nameof(UniversalLogoutOptions);

    // Okta's limit.
    private const int LongestUrl = 1024;

    public ValidateOptionsResult Validate(string? name, UniversalLogoutOptions options)
    {
        var registered = orgs.Read();
        List<string> failures = [];
        if (!EndpointAddress.IsAllowed(options.EndpointUrl, registered.AllowLoopbackHttp) || options.EndpointUrl.Length > LongestUrl)
        {
            failures.Add(
                $"OL8211: {Name}.{nameof(options.EndpointUrl)} '{AddressText.WithoutUser(options.EndpointUrl)}' is not an absolute https URL of up to {LongestUrl} characters. "
                + "Give AddUniversalLogout the URL that is registered at Okta, such as https://app.example.com/signout/universal.");
        }

        if (!SigningAlgorithms.IsSupported(options.SigningAlgorithm))
            failures.Add($"OL8212: {Name}.{nameof(options.SigningAlgorithm)} is '{options.SigningAlgorithm}'. Set it to RS256 or another RSA or EC signature algorithm.");
        TimeRange.Check(failures, "OL8213", $"{Name}.{nameof(options.MaxLifetime)}", options.MaxLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        TimeRange.Check(failures, "OL8213", $"{Name}.{nameof(options.ClockSkew)}", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        failures.AddRange(OktaOrgRules.Check(Name, options.AdditionalIssuers, registered));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
