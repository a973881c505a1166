using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Checks <see cref="NativeSignOutOptions"/> when they are first used.</summary>
internal sealed class NativeSignOutOptionsValidator : IValidateOptions<NativeSignOutOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, NativeSignOutOptions options)
    {
        List<string> failures = [];
        TimeRange.Check(failures, "OL9601", $"{nameof(NativeSignOutOptions)}.{nameof(options.BrowserTimeout)}", options.BrowserTimeout, Least, Most);
        TimeRange.Check(failures, "OL9601", $"{nameof(NativeSignOutOptions)}.{nameof(options.TokenStoreTimeout)}", options.TokenStoreTimeout, Least, Most);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
