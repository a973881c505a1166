using Microsoft.Extensions.Options;

namespace Okta.Logout;

internal sealed class SessionTerminationOptionsValidator : IValidateOptions<SessionTerminationOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionTerminationOptions options)
    {
        List<string> failures = [];
        Check(failures, nameof(options.TerminatorTimeout), options.TerminatorTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(failures, nameof(options.RevocationLifetime), options.GetRevocationLifetime(), TimeSpan.FromMinutes(1), TimeSpan.FromDays(5 * 366));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string property, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            failures.Add($"OL1101: {nameof(SessionTerminationOptions)}.{property} is {value}; it has to be between {least} and {most}.");
    }
}
