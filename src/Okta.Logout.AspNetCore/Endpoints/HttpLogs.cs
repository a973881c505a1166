using Microsoft.AspNetCore.HttpLogging;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps tokens out of the log of ASP.NET Core's HTTP logging, which logs bodies of HTML, JSON and text if the app asks for bodies.</summary>
internal sealed class HttpLogs(MappedEndpoints endpoints) : IHttpLoggingInterceptor
{
    private const HttpLoggingFields OfResponses = HttpLoggingFields.ResponseHeaders | HttpLoggingFields.ResponseBody;

    public ValueTask OnRequestAsync(HttpLoggingInterceptorContext logContext)
    {
        if (endpoints.IsSignOut(logContext.HttpContext))
            logContext.Disable(HttpLoggingFields.RequestQuery | HttpLoggingFields.RequestBody | OfResponses);
        return default;
    }

    // An endpoint of the app may write a response of this library.
    public ValueTask OnResponseAsync(HttpLoggingInterceptorContext logContext)
    {
        if (logContext.HttpContext.Features.Get<SecretResponse>() is not null)
            logContext.Disable(OfResponses);
        return default;
    }
}
