using System.Security.Cryptography;
using System.Text;

namespace Okta.Logout.AspNetCore;

/// <summary>Style and scripts of the built-in pages, and the policy that allows these and nothing else.</summary>
internal static class PageAssets
{
    public const string SubmitScript = "document.forms[0].submit();";
    public const string FollowScript = "document.links[0].click();";

    public const string Style =
        ":root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}"
        + "body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}"
        + "main{max-width:26rem;padding:2rem;text-align:center}h1{font-size:1.5rem;margin:0 0 .5rem}small{color:GrayText}"
        + "button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:.5rem;background:#1d4ed8;color:#fff;cursor:pointer}"
        + "button:hover{background:#1e40af}button:focus-visible{outline:3px solid #60a5fa;outline-offset:3px}";

    private static readonly string StyleHash = Hash(Style);
    private static readonly string SubmitScriptHash = Hash(SubmitScript);
    private static readonly string FollowScriptHash = Hash(FollowScript);

    /// <summary>
    /// Forms may go to the app, to <paramref name="formTargets"/>, and to any https origin, because some browsers apply the policy to redirects, too, and
    /// Okta may send the browser on to other identity providers. The page has no forms but its own, so this is no risk.
    /// </summary>
    public static string ContentSecurityPolicy(string? script, IEnumerable<string> formTargets, bool mayBeFramed)
    {
        var scripts = script is null ? "" : $"script-src {(script == SubmitScript ? SubmitScriptHash : FollowScriptHash)}; ";
        return $"default-src 'none'; style-src {StyleHash}; {scripts}form-action {string.Join(' ', ["'self'", .. formTargets.Distinct(), "https:"])}; "
            + $"base-uri 'none'{(mayBeFramed ? "" : "; frame-ancestors 'none'")}";
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
