namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The programs of the samples.</summary>
internal static class SamplePrograms
{
    /// <summary>Returns the path of a sample, which is beside the folder of these tests, and built as they are.</summary>
    public static string PathOf(string sample) =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", sample, new DirectoryInfo(AppContext.BaseDirectory).Name, sample + ".dll");
}
