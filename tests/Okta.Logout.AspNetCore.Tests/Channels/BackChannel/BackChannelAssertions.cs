using System.Net;
using System.Text.Json;

namespace Okta.Logout.AspNetCore.Tests;

internal static class BackChannelAssertions
{
    /// <summary>200 exactly, with nothing in it (Back-Channel Logout 1.0, section 2.8).</summary>
    public static async Task ShouldBeAcceptedAsync(this HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        ShouldKeepTheContract(response);
    }

    /// <summary>The status, and an error that says nothing of the request.</summary>
    public static async Task ShouldBeRefusedAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.BadRequest, string? errorId = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var error = JsonDocument.Parse(body).RootElement;
        error.GetProperty("error").GetString().Should().Be(status is HttpStatusCode.ServiceUnavailable ? "temporarily_unavailable" : "invalid_request");
        error.GetProperty("error_description").GetString().Should().MatchRegex("^OL8[0-9]{3}: ").And.StartWith(errorId ?? "OL8");
        error.EnumerateObject().Should().HaveCount(2);
        body.Length.Should().BeLessThan(200);
        ShouldKeepTheContract(response);
    }

    public static void ShouldKeepTheContract(this HttpResponseMessage response)
    {
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.Should().NotContain(header => header.Key == "Set-Cookie" || header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
        ((int)response.StatusCode).Should().BeOneOf(200, 400, 405, 408, 413, 415, 503);
    }
}
