namespace Demo;

internal static class DemoLogging
{
    /// <summary>The instructions stay readable: of what goes right, only the receipts of sign-outs are shown.</summary>
    public static string[] Settings { get; } =
    [
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Okta.Logout.OktaSignOut=Information",
        // Each app is one process that nobody restarts: no need to advise a shared cache.
        "--Logging:LogLevel:Okta.Logout.AspNetCore.OktaLogoutStartup=Error",
        // Browsers still hold cookies of the run before, whose keys are gone: no error here.
        "--Logging:LogLevel:Microsoft.AspNetCore.Antiforgery=None",
    ];
}
