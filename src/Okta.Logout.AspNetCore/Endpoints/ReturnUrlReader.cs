using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads <c>returnUrl</c> from a form or from JSON. A body that cannot be read never stops a sign-out: it counts as a body without <c>returnUrl</c>.</summary>
internal static class ReturnUrlReader
{
    private const string Name = "returnUrl";

    public static async Task<string?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return await FormBody.TryReadAsync(context) is { } form && form[Name] is { Count: 1 } values ? values[0] : null;
        try
        {
            return await ReadJsonAsync(context);
        }
        catch (Exception)
        {
            // The sign-out goes on after any fault of the parser, and even if the client has gone.
            return null;
        }
    }

    private static async Task<string?> ReadJsonAsync(HttpContext context)
    {
        var body = new byte[FormBody.MaxSize];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length is 0 or FormBody.MaxSize)
            return null;
        using var json = JsonDocument.Parse(body.AsMemory(0, length));
        var isOnce = json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.EnumerateObject().Count(member => member.NameEquals(Name)) == 1;
        return isOnce && json.RootElement.GetProperty(Name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }
}
