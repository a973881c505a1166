using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Checks <see cref="RevocationLogOptions"/> when the host starts.</summary>
internal sealed class RevocationLogOptionsValidator : IValidateOptions<RevocationLogOptions>
{
    public ValidateOptionsResult Validate(string? name, RevocationLogOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.StartTimeout), options.StartTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Check(nameof(options.MinReadInterval), options.MinReadInterval, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Check(nameof(options.MaxStaleness), options.MaxStaleness, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string property, TimeSpan value, TimeSpan least, TimeSpan most) =>
            TimeRange.Check(failures, "OL9106", $"{nameof(RevocationLogOptions)}.{property}", value, least, most);
    }
}
