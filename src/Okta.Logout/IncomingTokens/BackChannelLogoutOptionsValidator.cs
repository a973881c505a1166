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

        Check(failures, nameof(options.MaxAge), options.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        Check(failures, nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string property, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            failures.Add($"OL8202: {nameof(BackChannelLogoutOptions)}.{property} is {value}; it has to be between {least} and {most}.");
    }
}
