using System.Net;
using Okta.Logout;

namespace Snippets;

internal static class OtherHosts
{
    public static void Add(IServiceCollection services)
    {
        #region handlers-of-other-hosts
        services.AddOktaLogoutCore(options =>
            {
                options.Issuer = "https://example.okta.com/oauth2/default";
                options.ClientId = "0oa1b2c3d4e5f6g7h8i9";
            })
            .AddBackChannelLogoutHandler()
            .AddUniversalLogoutHandler("https://app.example.com/signout/universal")
            .AddSharedSignalsHandler("https://app.example.com/signout/events");
        #endregion
    }

    public static void AddOnNetFramework(IServiceCollection services, string clientSecret)
    {
        #region net-framework
        services.AddOktaLogoutCore(options =>
        {
            options.Issuer = "https://example.okta.com/oauth2/default";
            options.ClientId = "0oa1example";
            options.ClientSecret = clientSecret;
        });
        #endregion
    }

    #region handle-incoming-logout
    public static async Task HandleAsync(HttpListenerContext context, UniversalLogoutHandler handler)
    {
        var response = await handler.HandleAsync(new(context.Request.HttpMethod, context.Request.InputStream)
        {
            ContentType = context.Request.ContentType,
            Authorization = context.Request.Headers.GetValues("Authorization") ?? [],
        });
        context.Response.StatusCode = response.StatusCode;
        foreach (var header in response.Headers)
            context.Response.Headers[header.Key] = header.Value;
        using var writer = new StreamWriter(context.Response.OutputStream);
        await writer.WriteAsync(response.Body);
    }
    #endregion
}
