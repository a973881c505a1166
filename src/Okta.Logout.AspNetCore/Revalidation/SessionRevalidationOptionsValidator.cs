using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

internal sealed class SessionRevalidationOptionsValidator : IValidateOptions<SessionRevalidationOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public ValidateOptionsResult Validate(string? name, SessionRevalidationOptions options)
    {
        List<string> failures = [];
        if (options.Interval < ShortestInterval || options.Interval > LongestInterval)
            failures.Add($"OL6500: {nameof(SessionRevalidationOptions)}.{nameof(options.Interval)} is {options.Interval}. Give RevalidateSessions a time between one second and one day.");
        if (options.MaxDelay < TimeSpan.Zero || options.MaxDelay > LongestDelay)
            failures.Add($"OL6501: {nameof(SessionRevalidationOptions)}.{nameof(options.MaxDelay)} is {options.MaxDelay}. Set it between zero and 10 seconds.");
        if (options.MaxUnverified <= options.Interval)
            failures.Add($"OL6502: {nameof(SessionRevalidationOptions)}.{nameof(options.MaxUnverified)} is {options.MaxUnverified}, which is not longer than the {nameof(options.Interval)} of {options.Interval}. Set it to a multiple of it, or leave it unset.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
