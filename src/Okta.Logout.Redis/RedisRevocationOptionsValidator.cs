using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>Checks <see cref="RedisRevocationOptions"/> when the host starts.</summary>
internal sealed class RedisRevocationOptionsValidator : IValidateOptions<RedisRevocationOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisRevocationOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Configuration) && options.Connection is null)
            failures.Add($"OL9201: Set {nameof(RedisRevocationOptions)}.{nameof(options.Configuration)} to the address of Redis, such as localhost:6379, or {nameof(options.Connection)} to a connection that the app has.");
        else if (!string.IsNullOrWhiteSpace(options.Configuration) && !IsReadable(options.Configuration))
            failures.Add($"OL9202: {nameof(RedisRevocationOptions)}.{nameof(options.Configuration)} is not a configuration that StackExchange.Redis can read.");
        if (!string.IsNullOrWhiteSpace(options.Configuration) && options.Connection is not null)
            failures.Add($"OL9211: {nameof(RedisRevocationOptions)}.{nameof(options.Configuration)} and {nameof(options.Connection)} are both set, and may mean different servers or databases. Set one of them: {nameof(options.RequiredReplicas)} needs {nameof(options.Configuration)}, in which defaultDatabase= selects the database.");
        if (string.IsNullOrEmpty(options.KeyPrefix))
            failures.Add($"OL9203: {nameof(RedisRevocationOptions)}.{nameof(options.KeyPrefix)} is empty.");
        if (options.RequiredReplicas is < 0 or > 100)
            failures.Add($"OL9205: {nameof(RedisRevocationOptions)}.{nameof(options.RequiredReplicas)} has to be between 0 and 100.");
        else if (options.RequiredReplicas > 0 && string.IsNullOrWhiteSpace(options.Configuration))
            failures.Add($"OL9205: {nameof(RedisRevocationOptions)}.{nameof(options.RequiredReplicas)} needs {nameof(options.Configuration)} instead of {nameof(options.Connection)}, because the library waits for replicas on a connection of its own.");
        if (options.ReplicationTimeout < TimeSpan.FromMilliseconds(10) || options.ReplicationTimeout > TimeSpan.FromSeconds(5))
            failures.Add($"OL9205: {nameof(RedisRevocationOptions)}.{nameof(options.ReplicationTimeout)} has to be between 10 milliseconds and 5 seconds.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsReadable(string configuration)
    {
        try
        {
            return ConfigurationOptions.Parse(configuration).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
