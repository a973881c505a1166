using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore;

/// <summary>A form from outside: bounded in every direction, and never a reason to fail.</summary>
internal static class FormBody
{
    public const int MaxSize = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        BufferBody = false,
        BufferBodyLengthLimit = MaxSize,
        MultipartBodyLengthLimit = MaxSize,
        ValueCountLimit = 64,
        ValueLengthLimit = MaxSize,
        KeyLengthLimit = 256,
        MemoryBufferThreshold = MaxSize,
    };

    /// <summary>Bounds the body, for whoever reads it first.</summary>
    public static void Limit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxSize;
        if (context.Features.Get<IFormFeature>() is not { Form: not null })
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, Limits));
    }

    /// <summary>Returns the form, or null where the body is none or cannot be read.</summary>
    public static async Task<IFormCollection?> TryReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception)
        {
            // Whatever a parser makes of it, and even where the user went away meanwhile.
            return null;
        }
    }
}
