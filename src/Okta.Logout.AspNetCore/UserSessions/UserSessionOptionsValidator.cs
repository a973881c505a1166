using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

internal sealed class UserSessionOptionsValidator : IValidateOptions<UserSessionOptions>
{
    public ValidateOptionsResult Validate(string? name, UserSessionOptions options)
    {
        List<string> failures = [];
        if (options.Describe is null)
            failures.Add($"OL6401: {nameof(UserSessionOptions)}.{nameof(options.Describe)} is null. Let it return null for sessions without a description.");
        if (options.LastSeenInterval < TimeSpan.FromSeconds(1) || options.LastSeenInterval > TimeSpan.FromDays(1))
            failures.Add($"OL6402: {nameof(UserSessionOptions)}.{nameof(options.LastSeenInterval)} is {options.LastSeenInterval}. Set it between one second and one day.");
        if (options.MaxSignInAge <= TimeSpan.Zero)
            failures.Add($"OL6403: {nameof(UserSessionOptions)}.{nameof(options.MaxSignInAge)} is {options.MaxSignInAge}. Set it to some minutes, or leave it unset.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
