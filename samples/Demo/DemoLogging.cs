namespace Demo;

internal static class DemoLogging
{
    /// <summary>Keeps the instructions readable: of what succeeds, only the receipts of sign-outs are shown.</summary>
    public static string[] Settings { get; } =
    [
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Okta.Logout.OktaSignOut=Information",
        // The demo needs no shared cache, so the warning about it is not shown: each app is one process that is not restarted.
        "--Logging:LogLevel:Okta.Logout.AspNetCore.OktaLogoutStartup=Error",
        // Not an error here: browsers still have cookies of the previous run, whose keys are gone.
        "--Logging:LogLevel:Microsoft.AspNetCore.Antiforgery=None",
    ];
}
