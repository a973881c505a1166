using System.Reflection;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A connection that sends each SET again and returns the second response, as one does whose first response was lost.</summary>
public class SendsTwice : DispatchProxy
{
    private object _target = null!;

    public static IConnectionMultiplexer Around(IConnectionMultiplexer connection) => Create(connection);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IDatabase.StringSetAsync))
            ((Task)targetMethod.Invoke(_target, args)!).GetAwaiter().GetResult();
        var result = targetMethod.Invoke(_target, args);
        return result is IDatabase database ? Create(database) : result;
    }

    private static T Create<T>(T target)
        where T : class
    {
        var proxy = Create<T, SendsTwice>();
        ((SendsTwice)(object)proxy)._target = target;
        return proxy;
    }
}
