using Microsoft.Extensions.Options;

namespace Okta.Logout.JwtBearer;

internal sealed class TokenIntrospectionOptionsValidator : IValidateOptions<TokenIntrospectionOptions>
{
    private const int Most = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, TokenIntrospectionOptions options)
    {
        List<string> failures = [];
        CheckTime(nameof(options.ActiveCacheTime), options.ActiveCacheTime);
        CheckTime(nameof(options.InactiveCacheTime), options.InactiveCacheTime);
        if (options.MaxConcurrentRequests is < 1 or > Most)
            failures.Add($"OL9707: {nameof(TokenIntrospectionOptions)}.{nameof(options.MaxConcurrentRequests)} is {options.MaxConcurrentRequests}. Set it between 1 and {Most}.");
        if (!Enum.IsDefined(options.OnNoVerdict))
            failures.Add($"OL9707: {nameof(TokenIntrospectionOptions)}.{nameof(options.OnNoVerdict)} has the unknown value {options.OnNoVerdict}. Set it to Allow or Reject.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckTime(string property, TimeSpan time)
        {
            if (time < TimeSpan.Zero || time > Longest)
                failures.Add($"OL9707: {nameof(TokenIntrospectionOptions)}.{property} is {time}. Set it between zero and {Longest}.");
        }
    }
}
