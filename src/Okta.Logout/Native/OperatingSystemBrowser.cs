using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Okta.Logout;

/// <summary>Opens an address in the browser of the operating system.</summary>
internal static class OperatingSystemBrowser
{
    // In fixed folders: a program of that name in the current folder must not be started.
    private static readonly string[] LinuxOpeners = ["/usr/bin/xdg-open", "/usr/local/bin/xdg-open", "/bin/xdg-open", "/run/current-system/sw/bin/xdg-open"];

    // The browser of Windows has the cookie of Okta, one of the Linux beside it does not.
    private static readonly string[] WindowsOpenersFromLinux = ["/usr/bin/wslview", "/mnt/c/Windows/System32/rundll32.exe"];

    private static readonly string[] Desktops = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"];

    /// <summary>Starts the browser. Whether it really opens is not known.</summary>
    /// <exception cref="SystemBrowserException">There is no browser.</exception>
    public static void Open(string url)
    {
        var command = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new ProcessStartInfo(Quotable(url)) { UseShellExecute = true }
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? CommandOf("/usr/bin/open", url)
            : LinuxCommandOf(url, Environment.GetEnvironmentVariable, File.Exists);
        Start(command);
    }

    /// <summary>Starts the program. Its exit code says nothing: explorer.exe exits with 1 after it has opened the browser.</summary>
    internal static void Start(ProcessStartInfo command)
    {
        using var process = Process.Start(command);
    }

    /// <summary>The command on Linux, also in the Windows Subsystem for Linux.</summary>
    public static ProcessStartInfo LinuxCommandOf(string url, Func<string, string?> variable, Func<string, bool> exists)
    {
        var isInWindows = !string.IsNullOrEmpty(variable("WSL_DISTRO_NAME"));
        if (isInWindows && WindowsOpenersFromLinux.FirstOrDefault(exists) is { } windows)
            return CommandOf(windows, url);
        var hasDesktop = Desktops.Any(name => !string.IsNullOrEmpty(variable(name)));
        return hasDesktop && LinuxOpeners.FirstOrDefault(exists) is { } opener
            ? CommandOf(opener, url)
            : throw new SystemBrowserException(
                $"OL9604: There is no browser to open here: {(hasDesktop ? "xdg-open is not installed" : "neither DISPLAY nor WAYLAND_DISPLAY nor BROWSER is set")}. Set {nameof(LoopbackBrowserOptions)}.{nameof(LoopbackBrowserOptions.ShowUrl)} to let the user open the address on a machine that can reach this one, or {nameof(LoopbackBrowserOptions.OpenBrowser)}.");
    }

    private static ProcessStartInfo CommandOf(string opener, string url)
    {
        var arguments = opener.EndsWith("rundll32.exe", StringComparison.Ordinal) ? "url.dll,FileProtocolHandler " : "";
        return new(opener, $"{arguments}\"{Quotable(url)}\"") { UseShellExecute = false };
    }

    // Percent-encoded already; were it not, a quote could begin another argument.
    private static string Quotable(string url) => url.Replace("\"", "%22").Replace("\\", "%5C");
}
