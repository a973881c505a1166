using System.Security.Cryptography;
using System.Text;

namespace Okta.Logout.AspNetCore;

/// <summary>Style and script of the built-in pages, and the policy that allows these two and nothing else.</summary>
internal static class PageAssets
{
    public const string SubmitScript = "document.forms[0].submit();";

    public const string Style =
        ":root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}"
        + "body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}"
        + "main{max-width:26rem;padding:2rem;text-align:center}h1{font-size:1.5rem;margin:0 0 .5rem}"
        + "button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:.5rem;background:#1d4ed8;color:#fff;cursor:pointer}"
        + "button:hover{background:#1e40af}button:focus-visible{outline:3px solid #60a5fa;outline-offset:3px}";

    private static readonly string StyleHash = Hash(Style);
    private static readonly string SubmitScriptHash = Hash(SubmitScript);

    /// <summary>
    /// Forms may go to the app, to <paramref name="formTargets"/>, and to any https origin: some browsers hold a form to its policy along redirects, and
    /// Okta may pass the browser on to identity providers of its own. The forms are the page's own, so nothing is lost by that.
    /// </summary>
    public static string ContentSecurityPolicy(string? script, IEnumerable<string> formTargets) =>
        $"default-src 'none'; style-src {StyleHash}; {(script is null ? "" : $"script-src {SubmitScriptHash}; ")}"
        + $"form-action 'self' {string.Join(' ', formTargets.Distinct())} https:; base-uri 'none'; frame-ancestors 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
