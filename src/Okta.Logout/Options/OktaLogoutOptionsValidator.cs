using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Reports everything that is wrong with one registration, at once.</summary>
internal sealed class OktaLogoutOptionsValidator : IValidateOptions<OktaLogoutOptions>
{
    private static readonly OktaLogoutOptionsValidator Instance = new();

    public ValidateOptionsResult Validate(string? name, OktaLogoutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var registration = name is { Length: > 0 } ? $"OktaLogoutOptions '{name}'" : "OktaLogoutOptions";
        var failures = AuthorizationServerRules.Check(options)
            .Concat(AdditionalIssuerRules.Check(options))
            .Concat(ClientRules.Check(options))
            .Concat(AddressRules.Check(options))
            .Concat(TimeRules.Check(options))
            .Select(failure => $"{failure.Id}: {registration}: {failure.Text}")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>The options given, for those who use the library without dependency injection.</summary>
    /// <exception cref="OptionsValidationException">The options are not valid.</exception>
    public static OktaLogoutOptions Validated(OktaLogoutOptions options)
    {
        var result = Instance.Validate(Options.DefaultName, options);
        return result.Failed
            ? throw new OptionsValidationException(Options.DefaultName, typeof(OktaLogoutOptions), result.Failures)
            : options;
    }
}
