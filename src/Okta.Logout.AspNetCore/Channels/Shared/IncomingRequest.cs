using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Okta.Logout.AspNetCore;

/// <summary>A request of ASP.NET Core as handlers take it.</summary>
internal static class IncomingRequest
{
    public static IncomingLogoutRequest Of(HttpContext context)
    {
        var request = context.Request;
        var form = context.Features.Get<IFormFeature>()?.Form;
        if (form is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = IncomingBody.LargestBody;
        return new(request.Method, form is null ? request.Body : Written(form))
        {
            ContentType = request.ContentType,
            ContentLength = form is null ? request.ContentLength : null,
            Authorization = [.. request.Headers.Authorization.OfType<string>()],
            StatusOf = static exception => exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout } fault
                ? fault.StatusCode
                : null,
        };
    }

    // Middleware of the app has read the form: the body is empty.
    private static MemoryStream Written(IFormCollection form) => new(Encoding.UTF8.GetBytes(string.Join('&', form.SelectMany(Pairs))));

    private static IEnumerable<string> Pairs(KeyValuePair<string, StringValues> field) =>
        field.Value.Select(value => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(value ?? "")}");
}
