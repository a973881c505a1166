#if NETSTANDARD2_0
namespace Okta.Logout;

internal static class ThreadPolyfills
{
    public static void UnsafeStart(this Thread thread)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            thread.Start();
            return;
        }

        using (ExecutionContext.SuppressFlow())
            thread.Start();
    }
}
#endif
