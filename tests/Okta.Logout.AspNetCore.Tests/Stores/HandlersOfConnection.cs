using System.Reflection;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A connection that notes which handlers were added to it and its channels, and not removed since.</summary>
public class HandlersOfConnection : DispatchProxy
{
    private object _target = null!;
    private List<Delegate> _handlers = null!;

    public static IConnectionMultiplexer Around(IConnectionMultiplexer connection, List<Delegate> handlers) => Create(connection, handlers);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args?.OfType<Delegate>().FirstOrDefault() is { } handler)
            Note(targetMethod!.Name, handler);
        var result = targetMethod!.Invoke(_target, args);
        return result is ISubscriber subscriber ? Create(subscriber, _handlers) : result;
    }

    private void Note(string method, Delegate handler)
    {
        lock (_handlers)
        {
            if (method.StartsWith("add_", StringComparison.Ordinal) || method.StartsWith("Subscribe", StringComparison.Ordinal))
                _handlers.Add(handler);
            else if (method.StartsWith("remove_", StringComparison.Ordinal) || method.StartsWith("Unsubscribe", StringComparison.Ordinal))
                _handlers.Remove(handler);
        }
    }

    private static T Create<T>(T target, List<Delegate> handlers)
        where T : class
    {
        var proxy = Create<T, HandlersOfConnection>();
        (((HandlersOfConnection)(object)proxy)._target, ((HandlersOfConnection)(object)proxy)._handlers) = (target, handlers);
        return proxy;
    }
}
