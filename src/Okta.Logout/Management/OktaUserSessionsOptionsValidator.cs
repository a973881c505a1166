using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Checks <see cref="OktaUserSessionsOptions"/> when they are first used, in ASP.NET Core at start.</summary>
internal sealed class OktaUserSessionsOptionsValidator : IValidateOptions<OktaUserSessionsOptions>
{
    public ValidateOptionsResult Validate(string? name, OktaUserSessionsOptions options)
    {
        List<string> failures = [];
        TimeRange.Check(failures, "OL9801", $"{nameof(OktaUserSessionsOptions)}.{nameof(options.Timeout)}", options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
