using System.Net;
using System.Text.Json;

namespace Okta.Logout.AspNetCore.Tests;

internal static class UniversalLogoutAssertions
{
    public static async Task ShouldBeDoneAsync(this HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
        response.ShouldBeAnAnswerToOkta();
    }

    /// <summary>The status, and an error that says nothing of the request.</summary>
    public static async Task ShouldBeAsync(this HttpResponseMessage response, HttpStatusCode status, string? errorId = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        response.ShouldBeAnAnswerToOkta();
        var error = JsonDocument.Parse(body).RootElement;
        error.EnumerateObject().Select(member => member.Name).Should().Equal("error", "error_description");
        error.GetProperty("error_description").GetString().Should().MatchRegex("^OL8[0-9]{3}: ").And.StartWith(errorId ?? "OL8");
        body.Length.Should().BeLessThan(200);
    }

    public static void ShouldBeAnAnswerToOkta(this HttpResponseMessage response)
    {
        ((int)response.StatusCode).Should().BeOneOf(204, 400, 401, 404, 405, 408, 413, 422, 503);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.Should().NotContain(header => header.Key == "Set-Cookie");
        response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).Should()
            .BeEquivalentTo(response.StatusCode is HttpStatusCode.Unauthorized ? ["Bearer"] : Array.Empty<string>());
        response.Headers.Contains("Retry-After").Should().Be(response.StatusCode is HttpStatusCode.ServiceUnavailable);
    }
}
