using System.Reflection;
using System.Runtime.Versioning;

namespace Okta.Logout.Tests;

/// <summary>Which of the package's assemblies these tests run against.</summary>
internal static class TheAsset
{
    public static bool IsNetStandard { get; } =
        typeof(IOktaSignOut).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName.StartsWith(".NETStandard", StringComparison.Ordinal);
}
