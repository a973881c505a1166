using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebApp;

/// <summary>The health of the app as JSON, with what the checks say of it.</summary>
internal static class Health
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { entry.Value.Description, entry.Value.Data }),
    });
}
