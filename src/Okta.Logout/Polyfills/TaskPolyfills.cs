#if NETSTANDARD2_0
namespace Okta.Logout;

internal static class TaskPolyfills
{
    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) => timeProvider.Delay(delay, cancellationToken);
    }
}
#endif
