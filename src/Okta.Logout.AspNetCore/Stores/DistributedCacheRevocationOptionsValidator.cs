using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

internal sealed class DistributedCacheRevocationOptionsValidator : IValidateOptions<DistributedCacheRevocationOptions>
{
    public static readonly TimeSpan MaxLocalCacheDuration = TimeSpan.FromSeconds(5);

    public ValidateOptionsResult Validate(string? name, DistributedCacheRevocationOptions options)
    {
        List<string> failures = [];
        if (options.KeyPrefix is null)
            failures.Add(Failure(nameof(options.KeyPrefix), "null", "a text, which may be empty"));
        if (options.CheckTimeout < TimeSpan.FromMilliseconds(10) || options.CheckTimeout > TimeSpan.FromSeconds(30))
            failures.Add(Failure(nameof(options.CheckTimeout), options.CheckTimeout, "between 10 milliseconds and 30 seconds"));
        if (options.LocalCacheDuration < TimeSpan.Zero || options.LocalCacheDuration > MaxLocalCacheDuration)
            failures.Add(Failure(nameof(options.LocalCacheDuration), options.LocalCacheDuration, "between zero and 5 seconds"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Failure(string property, object value, string rule) =>
        $"OL9001: {nameof(DistributedCacheRevocationOptions)}.{property} is {value}. It has to be {rule}.";
}
