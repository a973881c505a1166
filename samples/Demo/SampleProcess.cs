using System.Diagnostics;

namespace Demo;

/// <summary>Starts the other samples as they are: each in a process of its own, told everything by its command line, which ends when the demo does.</summary>
internal static class SampleProcess
{
    /// <summary>Starts a sample whose output is shown with that of the demo.</summary>
    public static Process Start(string sample, IEnumerable<string> arguments) => Process.Start(Describe(sample, arguments))!;

    /// <summary>Starts a sample whose output the demo reads.</summary>
    public static Process StartAndRead(string sample, IEnumerable<string> arguments)
    {
        var description = Describe(sample, arguments);
        (description.RedirectStandardOutput, description.RedirectStandardError) = (true, true);
        return Process.Start(description)!;
    }

    private static ProcessStartInfo Describe(string sample, IEnumerable<string> arguments) => new("dotnet", [ProgramOf(sample), .. arguments])
    {
        RedirectStandardInput = true,
        Environment =
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(SampleProcess).Assembly.Location,
            ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(OwnKeys).Assembly.GetName().Name,
        },
    };

    // Beside the folder of the demo, and built as it is.
    private static string ProgramOf(string sample) =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", sample, new DirectoryInfo(AppContext.BaseDirectory).Name, sample + ".dll");
}
