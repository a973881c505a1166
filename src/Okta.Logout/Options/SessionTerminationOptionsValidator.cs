using Microsoft.Extensions.Options;

namespace Okta.Logout;

internal sealed class SessionTerminationOptionsValidator : IValidateOptions<SessionTerminationOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionTerminationOptions options)
    {
        List<string> failures = [];
        TimeRange.Check(failures, "OL1101", $"{nameof(SessionTerminationOptions)}.{nameof(options.TerminatorTimeout)}", options.TerminatorTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        TimeRange.Check(failures, "OL1101", $"{nameof(SessionTerminationOptions)}.{nameof(options.RevocationLifetime)}", options.GetRevocationLifetime(), TimeSpan.FromMinutes(1), TimeSpan.FromDays(5 * 366));
        TimeRange.Check(failures, "OL1101", $"{nameof(SessionTerminationOptions)}.{nameof(options.ClockSkew)}", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        TimeRange.Check(failures, "OL1101", $"{nameof(SessionTerminationOptions)}.{nameof(options.ConnectionCheckInterval)}", options.ConnectionCheckInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
