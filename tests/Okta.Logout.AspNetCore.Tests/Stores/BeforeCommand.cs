using System.Reflection;
using StackExchange.Redis;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A connection on which something happens once, just before a command is sent.</summary>
public class BeforeCommand : DispatchProxy
{
    private object _target = null!;
    private Happening _happening = null!;

    public static IConnectionMultiplexer Around(IConnectionMultiplexer connection, Happening happening) => Create(connection, happening);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _happening.Before(targetMethod!.Name);
        var result = targetMethod.Invoke(_target, args);
        return result is IDatabase database ? Create(database, _happening) : result;
    }

    private static T Create<T>(T target, Happening happening)
        where T : class
    {
        var proxy = Create<T, BeforeCommand>();
        (((BeforeCommand)(object)proxy)._target, ((BeforeCommand)(object)proxy)._happening) = (target, happening);
        return proxy;
    }

    /// <summary>What happens before a command, once it is armed.</summary>
    public sealed class Happening(string command, Func<Task> happens)
    {
        private int _isArmed;

        public void Arm() => Interlocked.Exchange(ref _isArmed, 1);

        internal void Before(string name)
        {
            if (name == command && Interlocked.Exchange(ref _isArmed, 0) != 0)
                happens().GetAwaiter().GetResult();
        }
    }
}
