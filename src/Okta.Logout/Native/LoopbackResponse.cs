using System.Text;

namespace Okta.Logout;

/// <summary>The pages that the browser gets from a port of this machine.</summary>
internal static class LoopbackResponse
{
    /// <summary>The page at the end of a sign-out.</summary>
    public static byte[] SignedOut(string? page) => page is null ? Of("200 OK", "You are signed out. You can close this window.") : Render("200 OK", page, "");

    /// <summary>A page with one sentence.</summary>
    public static byte[] Of(string status, string sentence, string headers = "") => Render(
        status,
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Sign-out</title></head><body><p>{sentence}</p></body></html>",
        headers);

    private static byte[] Render(string status, string page, string headers)
    {
        var body = Encoding.UTF8.GetBytes(page);
        var head = FormattableString.Invariant(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'\r\n{headers}Connection: close\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
