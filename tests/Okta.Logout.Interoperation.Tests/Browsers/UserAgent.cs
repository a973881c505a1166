using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// A browser that follows redirects, loads frames, submits the form of a page whose script does so, and has third-party cookies blocked. The
/// servers share the loopback address, and so its cookies, as in any browser.
/// </summary>
internal sealed partial class UserAgent(string app, CookieJar cookies)
{
    private const int MostSteps = 20;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public UserAgent(string app)
        : this(app, new(TimeProvider.System))
    {
    }

    /// <summary>The answers in the frames of the pages that were shown.</summary>
    public List<HttpResponseMessage> Frames { get; } = [];

    /// <summary>Another browser with the same cookies.</summary>
    public UserAgent Copy() => new(app, cookies.Copy());

    /// <summary>The same browser at another app.</summary>
    public UserAgent At(string otherApp) => new(otherApp, cookies);

    public Task<HttpResponseMessage> SignInAsync() => GoToAsync(app + "/signin");

    /// <summary>Presses the button of the app's own page.</summary>
    public async Task<HttpResponseMessage> SignOutAsync(string returnUrl = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, app + "/signout")
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" } },
            Content = new FormUrlEncodedContent([new("returnUrl", returnUrl)]),
        };
        return await BrowseAsync(await SendAsync(request));
    }

    /// <summary>What <c>/me</c> answers this browser.</summary>
    public async Task<HttpStatusCode> MeAsync()
    {
        using var answer = await SendAsync(new(HttpMethod.Get, app + "/me"));
        return answer.StatusCode;
    }

    /// <summary>The <c>sub</c> of who is signed in.</summary>
    public async Task<string?> UserAsync()
    {
        using var answer = await SendAsync(new(HttpMethod.Get, app + "/me"));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sub").GetString();
    }

    public async Task<HttpResponseMessage> GoToAsync(string url) => await BrowseAsync(await SendAsync(new(HttpMethod.Get, url)));

    /// <summary>Submits the one form of a page, with the name and value of the button pressed.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, params (string Name, string Value)[] button)
    {
        var form = await HtmlForm.ReadAsync(page);
        var fields = form.Fields.Concat(button.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var target = new Uri(page.RequestMessage!.RequestUri!, form.Action);
        return await BrowseAsync(await SendAsync(new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) }));
    }

    private async Task<HttpResponseMessage> BrowseAsync(HttpResponseMessage answer)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await NextAsync(answer) is not { } next)
                return answer;
            answer = next;
        }

        throw new InvalidOperationException($"The browser goes around in circles, now at {answer.RequestMessage!.RequestUri!.AbsolutePath}.");
    }

    /// <summary>Where the browser goes without the user; null where it stays.</summary>
    private async Task<HttpResponseMessage?> NextAsync(HttpResponseMessage answer)
    {
        var address = answer.RequestMessage!.RequestUri!;
        if (answer.Headers.Location is { } location)
            return await SendAsync(new(HttpMethod.Get, new Uri(address, location)));
        var html = await answer.Content.ReadAsStringAsync();
        foreach (Match frame in Frame().Matches(html))
            Frames.Add(await Http.GetAsync(new Uri(address, WebUtility.HtmlDecode(frame.Groups[1].Value))));
        if (Refresh().Match(html) is { Success: true } refresh)
            return await SendAsync(new(HttpMethod.Get, new Uri(address, WebUtility.HtmlDecode(refresh.Groups[1].Value))));
        return html.Contains(".submit()", StringComparison.Ordinal) ? await SubmitAsync(answer) : null;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (cookies.HeaderFor(request.RequestUri!) is { } header)
            request.Headers.Add("Cookie", header);
        var answer = await Http.SendAsync(request);
        cookies.Take(answer, request.RequestUri!);
        return answer;
    }

    [GeneratedRegex("<iframe src=\"([^\"]*)\"")]
    private static partial Regex Frame();

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0; url=([^\"]*)\"")]
    private static partial Regex Refresh();
}
