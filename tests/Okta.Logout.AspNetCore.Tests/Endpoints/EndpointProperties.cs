using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Whatever a request holds, the endpoints answer it.</summary>
public sealed class EndpointProperties
{
    private static readonly Gen<string> Text = Gen.Char[' ', '~'].Array[0, 40].Select(letters => new string(letters));

    private static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Gen.OneOf(
            "Accept", "Content-Type", "Cookie", "Host", "Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "X-Forwarded-Host", "X-Forwarded-Prefix",
            "RequestVerificationToken", "Accept-Language"),
        Gen.OneOf(
            Text,
            Gen.OneOf("same-origin", "cross-site", "navigate", "null", "application/json", "multipart/form-data; boundary=", ".AspNetCore.Cookies=x", "\"", "a=b; c", ";;", "*/*;q=x")));

    private static readonly Gen<(string Method, string Path)> Target = Gen.OneOf(("POST", "/signout"), ("GET", "/signout"), ("GET", "/signout/complete"));

    [Fact]
    public async Task No_header_makes_a_server_error()
    {
        await using var app = await new SomeApp().StartAsync();
        await Gen.Select(Target, Header.Array[0, 6], Text).SampleAsync(
            async (target, headers, body) =>
            {
                using var request = new HttpRequestMessage(new(target.Method), new Uri(RunningApp.Origin, target.Path));
                if (target.Method == "POST")
                    request.Content = new StringContent(body);
                foreach (var (name, value) in headers)
                {
                    if (name == "Content-Type")
                        request.Content?.Headers.Remove(name);
                    if (!request.Headers.TryAddWithoutValidation(name, value))
                        request.Content?.Headers.TryAddWithoutValidation(name, value);
                }

                return (int)(await app.Http.SendAsync(request, CancellationToken.None)).StatusCode < 500;
            },
            iter: 500);
    }

    [Fact]
    public async Task No_state_but_the_apps_own_leads_anywhere_but_to_the_default_path()
    {
        await using var app = await new SomeApp().StartAsync();
        await Gen.String.SampleAsync(
            async state =>
            {
                var url = new Uri(RunningApp.Origin, "/signout/complete?state=" + Uri.EscapeDataString(state));
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                return (await app.Http.SendAsync(request, CancellationToken.None)).Location() == "/";
            },
            iter: 300);
    }
}
