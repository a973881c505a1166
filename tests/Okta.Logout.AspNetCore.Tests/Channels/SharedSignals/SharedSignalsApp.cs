using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that listens to shared signals, and the Okta org that sends them.</summary>
internal sealed class SharedSignalsApp(RunningApp app) : IAsyncDisposable
{
    public RunningApp App { get; } = app;

    public static async Task<SharedSignalsApp> StartAsync(Action<SharedSignalsOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var app = new SharedSignalsApp(await new SomeApp
        {
            AddOktaLogout = it => it.AddOktaLogout().AddSharedSignals(SomeSignal.Audience, configure),
            Services = services ?? (_ => { }),
        }.StartAsync());
        app.App.Okta.Answer(SomeUniversalLogout.OrgKeys, HttpStatusCode.OK, ProviderKeys.Jwks);
        return app;
    }

    public async Task<HttpResponseMessage> PushAsync(string token, string contentType = "application/secevent+jwt", params string[] authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SomeSignal.Audience) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(token)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (authorization.Length > 0)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await App.Http.SendAsync(request, CancellationToken.None);
    }

    /// <summary>202 with nothing in it (RFC 8935, section 2.2).</summary>
    public static async Task ShouldBeAcceptedAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        ShouldKeepTheContract(response);
    }

    /// <summary>An error as RFC 8935, section 2.3 has it, which says nothing of the request.</summary>
    public static async Task ShouldBeRefusedAsync(
        HttpResponseMessage response, string code, string? errorId = null, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        response.Content.Headers.ContentLanguage.Should().Equal("en");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var error = JsonDocument.Parse(body).RootElement;
        error.EnumerateObject().Select(member => member.Name).Should().Equal("err", "description");
        error.GetProperty("err").GetString().Should().Be(code, body);
        error.GetProperty("description").GetString().Should().MatchRegex("^OL8[0-9]{3}: ").And.StartWith(errorId ?? "OL8");
        ShouldKeepTheContract(response);
    }

    public static void ShouldKeepTheContract(HttpResponseMessage response)
    {
        ((int)response.StatusCode).Should().BeOneOf(202, 400, 405, 408, 413, 503);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.Should().NotContain(header => header.Key == "Set-Cookie");
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
