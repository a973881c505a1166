using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads <c>returnUrl</c> from a form or from JSON. A body that cannot be read never stops a sign-out: then there is none.</summary>
internal static class ReturnUrlReader
{
    private const string Name = "returnUrl";
    private const int MaxBodySize = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        BufferBody = false,
        BufferBodyLengthLimit = MaxBodySize,
        MultipartBodyLengthLimit = MaxBodySize,
        ValueCountLimit = 64,
        ValueLengthLimit = MaxBodySize,
        KeyLengthLimit = 256,
        MemoryBufferThreshold = MaxBodySize,
    };

    /// <summary>Bounds the body, for whoever reads it first.</summary>
    public static void Limit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBodySize;
        if (context.Features.Get<IFormFeature>() is not { Form: not null })
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, Limits));
    }

    public static async Task<string?> ReadAsync(HttpContext context)
    {
        try
        {
            if (context.Request.HasJsonContentType())
                return await ReadJsonAsync(context);
            return context.Request.HasFormContentType ? ReadForm(await context.Request.ReadFormAsync(context.RequestAborted)) : null;
        }
        catch (Exception)
        {
            // Whatever a parser makes of it, and even where the user went away meanwhile: the sign-out goes on.
            return null;
        }
    }

    private static string? ReadForm(IFormCollection form) => form[Name] is { Count: 1 } values ? values[0] : null;

    private static async Task<string?> ReadJsonAsync(HttpContext context)
    {
        var body = new byte[MaxBodySize];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length is 0 or MaxBodySize)
            return null;
        using var json = JsonDocument.Parse(body.AsMemory(0, length));
        var isOnce = json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.EnumerateObject().Count(member => member.NameEquals(Name)) == 1;
        return isOnce && json.RootElement.GetProperty(Name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }
}
