using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Pages of an app whose sign-out form a library takes over, as its documents say. The libraries are those of <c>PageLibraries/package.json</c>.</summary>
internal static class LibraryPages
{
    private static readonly string Folder = WorkTree.Path("tests/Okta.Logout.EndToEnd.Tests/PageLibraries/node_modules");

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["htmx-2.js"] = Path.Combine(Folder, "htmx2/dist/htmx.js"),
        ["htmx-4.js"] = Path.Combine(Folder, "htmx.org/dist/htmx.js"),
        ["turbo.js"] = Path.Combine(Folder, "@hotwired/turbo/dist/turbo.es2017-umd.js"),
        ["_framework/blazor.web.js"] = Path.Combine(AppContext.BaseDirectory, "blazor.web.js"),
    };

    public static void AddServices(IServiceCollection services) => services.AddRazorComponents();

    public static void Map(WebApplication app)
    {
        if (!Directory.Exists(Folder))
            throw new InvalidOperationException($"The page libraries are not installed: run ./test.sh, or npm ci in {Path.GetDirectoryName(Folder)}.");
        foreach (var (name, path) in Scripts)
            app.MapGet($"/{name}", () => Results.File(path, "text/javascript"));
        foreach (var version in new[] { "2", "4" })
        {
            app.MapGet($"/htmx-{version}", () => Page($"htmx-{version}.js", "<button hx-post=\"/signout\" hx-target=\"body\">Sign out</button>"));
            app.MapGet($"/htmx-{version}-boost", () => Page($"htmx-{version}.js", $"<div hx-boost=\"true\" hx-boost:inherited=\"true\">{Form}</div>"));
        }

        app.MapGet("/turbo", () => Page("turbo.js", Form + "<p><a href=\"/signout\">Leave</a></p>"));
        app.UseAntiforgery();
        app.MapRazorComponents<EnhancedApp>().WithMetadata(new RequireAntiforgeryTokenAttribute(required: false));
    }

    private const string Form = "<form method=\"post\" action=\"/signout\"><button>Sign out</button></form>";

    private static IResult Page(string script, string body) => Results.Content(
        $"<!DOCTYPE html><html><head><title>App</title><script src=\"/{script}\"></script></head><body><p>You are signed in</p>{body}</body></html>", "text/html");
}
