/// <summary>
/// Runs in each process of a sample before the sample itself (<c>DOTNET_STARTUP_HOOKS</c>, which asks for this name). The demo holds the other end of the standard input, which
/// breaks however the demo ends: then the sample ends, too.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() => new Thread(EndWithTheDemo) { IsBackground = true }.Start();

    private static void EndWithTheDemo()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
            // Nothing is ever sent.
        }

        Environment.Exit(0);
    }
}
