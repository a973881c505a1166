using System.Net;
using System.Security.Claims;

namespace WebApp;

/// <summary>The sample's two pages.</summary>
internal static class Pages
{
    public static IResult Home(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
        ? Page($"<p>Signed in as <strong>{Encode(user.FindFirstValue("name") ?? user.FindFirstValue("sub"))}</strong>.</p>{SignOutForm("/")}")
        : Page("<p>You are signed out.</p><p><a class=\"button\" href=\"/signin\">Sign in</a></p>");

    public static IResult Protected(ClaimsPrincipal user) =>
        Page($"<p>Only signed-in users see this page. You are <strong>{Encode(user.FindFirstValue("name"))}</strong>.</p>{SignOutForm("/")}");

    private static string SignOutForm(string returnUrl) =>
        $"<form method=\"post\" action=\"/signout\"><input type=\"hidden\" name=\"returnUrl\" value=\"{returnUrl}\"><button>Sign out</button></form>";

    private static IResult Page(string body) => Results.Content(
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>WebApp</title></head><body><main><h1>WebApp</h1>{body}</main></body></html>",
        "text/html; charset=utf-8");

    private static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? "";
}
