using Microsoft.Extensions.Options;

namespace Okta.Logout;

internal sealed class BackChannelLogoutOptionsValidator : IValidateOptions<BackChannelLogoutOptions>
{
    public ValidateOptionsResult Validate(string? name, BackChannelLogoutOptions options)
    {
        List<string> failures = [];
        if (!SigningAlgorithms.IsSupported(options.SigningAlgorithm))
        {
            failures.Add(
                $"OL8201: {nameof(BackChannelLogoutOptions)}.{nameof(options.SigningAlgorithm)} is '{options.SigningAlgorithm}'. "
                + "Set it to RS256 or another RSA or EC signature algorithm: HMAC and none are not supported.");
        }

        TimeRange.Check(failures, "OL8202", $"{nameof(BackChannelLogoutOptions)}.{nameof(options.MaxAge)}", options.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        TimeRange.Check(failures, "OL8202", $"{nameof(BackChannelLogoutOptions)}.{nameof(options.ClockSkew)}", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
