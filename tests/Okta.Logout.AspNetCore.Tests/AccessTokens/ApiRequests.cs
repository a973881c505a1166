using System.Net;
using System.Net.Http.Headers;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Requests with an access token.</summary>
internal static class ApiRequests
{
    public static Task<HttpResponseMessage> CallAsync(this RunningApp app, string? token, string path = SomeApi.Path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return app.Http.SendAsync(request, CancellationToken.None);
    }

    public static async Task<HttpStatusCode> StatusOfAsync(this RunningApp app, string? token) => (await app.CallAsync(token)).StatusCode;
}
