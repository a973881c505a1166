using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser at the app: has cookies, sends what browsers send of themselves, and follows a redirect only when asked.</summary>
internal sealed class Browser(RunningApp app, CookieJar cookies, Uri origin)
{
    public CookieJar Cookies { get; } = cookies;

    /// <summary>What the browser says of itself.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Another browser with the same cookies: what a thief of them has.</summary>
    public Browser Copy() => new(app, Cookies.Copy(), origin);

    /// <summary>Another browser with the same cookies, whose requests go to another node of the app.</summary>
    public Browser CopyAt(RunningApp node) => new(node, Cookies.Copy(), origin);

    /// <summary>The same browser at another node of the app.</summary>
    public Browser At(RunningApp node) => new(node, Cookies, origin);

    public Task<HttpResponseMessage> GetAsync(string url) => SendAsync(new(HttpMethod.Get, url));

    /// <summary>Submits a form of the app's own page.</summary>
    public Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields) => SendAsync(new(HttpMethod.Post, url)
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" } },
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    /// <summary>Calls fetch in a page of the app.</summary>
    public Task<HttpResponseMessage> PostByScriptAsync(string url, string json = "{}") => SendAsync(new(HttpMethod.Post, url)
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "cors" }, { "Accept", "application/json" } },
        Content = new StringContent(json, null, "application/json"),
    });

    /// <summary>Sends the request as it is, with the cookies.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var url = new Uri(origin, request.RequestUri!);
        request.RequestUri = url;
        if (Cookies.HeaderFor(url) is { } header)
            request.Headers.Add("Cookie", header);
        if (UserAgent is { } userAgent)
            request.Headers.Add("User-Agent", userAgent);
        var response = await app.Http.SendAsync(request, CancellationToken.None);
        Cookies.Take(response, url);
        return response;
    }

    /// <summary>The antiforgery token of the confirmation page.</summary>
    public async Task<string> AntiforgeryTokenAsync() => (await HtmlForm.ReadAsync(await GetAsync("/signout"))).Fields["__RequestVerificationToken"];

    public Task<HttpResponseMessage> FollowAsync(HttpResponseMessage response) => GetAsync(response.Headers.Location!.OriginalString);

    /// <summary>Signs in by the app's OpenID Connect handler and the fake Okta.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string path = "/signin")
    {
        var authorize = (await GetAsync(path)).Headers.Location!;
        var query = QueryHelpers.ParseQuery(authorize.Query);
        var (name, value) = query["response_type"] == "id_token" ? ("id_token", app.Okta.IssueIdToken(authorize)) : ("code", app.Okta.Authorize(authorize));
        var callback = await SendAsync(new(HttpMethod.Post, query["redirect_uri"].ToString())
        {
            Content = new FormUrlEncodedContent([new(name, value), new("state", query["state"].ToString())]),
        });
        callback.StatusCode.Should().Be(System.Net.HttpStatusCode.Found);
        return callback;
    }

    /// <summary>Whether this browser is signed in to the app.</summary>
    public async Task<bool> IsSignedInAsync() => (await GetAsync("/me")).IsSuccessStatusCode;
}
