using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads a form from outside. Every part has a limit, and a bad form causes no exception.</summary>
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

    /// <summary>Limits the size of the body, whoever reads it first.</summary>
    public static void Limit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxSize;
        if (context.Features.Get<IFormFeature>() is not { Form: not null })
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, Limits));
    }

    /// <summary>Returns the form, or null if the body is not a form or cannot be read.</summary>
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
            // Any fault of the parser counts as a form that cannot be read, and so does a client that has gone.
            return null;
        }
    }
}
