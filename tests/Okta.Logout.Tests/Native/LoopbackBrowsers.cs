using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>A port of this machine waits for the redirect, over real sockets.</summary>
public sealed class LoopbackBrowsers : IAsyncLifetime, IDisposable
{
    private const string State = "state-of-the-sign-out";
    private const string Url = "https://example.okta.com/logout?state=" + State;

    private readonly LoopbackBrowserOptions _options = new() { OpenBrowser = _ => { } };
    private readonly HttpClient _browser = new(new SocketsHttpHandler());
    private readonly FakeTimeProvider _clock = new(The.Now);
    private ISystemBrowserSession _visit = null!;
    private Task<string?> _answer = null!;

    private string RedirectUri => _visit.RedirectUri;

    private string Answer => $"{RedirectUri}?state={State}";

    public async Task InitializeAsync()
    {
        _options.Ports.Clear();
        foreach (var port in SomePorts())
            _options.Ports.Add(port);
        _visit = await new LoopbackBrowser(_options, _clock).StartAsync();
        _answer = _visit.NavigateAsync(new(Url));
    }

    public async Task DisposeAsync() => await _visit.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_redirect_with_the_state_ends_the_wait_and_shows_a_page()
    {
        var page = await _browser.GetAsync(Answer);

        (await _answer).Should().Be(Answer);
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        (await page.Content.ReadAsStringAsync()).Should().Contain("You are signed out. You can close this window.");
        page.Headers.GetValues("Cache-Control").Should().Equal("no-store");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'");
    }

    [Fact]
    public async Task An_error_of_Okta_is_not_shown_as_a_sign_out()
    {
        var page = await _browser.GetStringAsync(Answer + "&error=access_denied");

        page.Should().Contain("not of Okta");
        (await _answer).Should().EndWith("&error=access_denied");
    }

    [Theory]
    [InlineData("/favicon.ico", 404)]
    [InlineData("/", 404)]
    [InlineData("/Signed-Out?state=" + State, 404)]
    [InlineData("/signed-out/more?state=" + State, 404)]
    [InlineData("/signed-out", 400)]
    [InlineData("/signed-out?state=another", 400)]
    [InlineData("/signed-out?state=another&error=access_denied", 400)]
    [InlineData("/signed-out?state=" + State + "&state=another", 400)]
    public async Task Other_requests_do_not_end_it(string target, int status)
    {
        var response = await _browser.GetAsync(new Uri(RedirectUri).GetLeftPart(UriPartial.Authority) + target);

        ((int)response.StatusCode).Should().Be(status);
        await ShouldStillWaitAsync();
    }

    [Theory]
    [InlineData("POST", null, 405)]
    [InlineData("HEAD", null, 405)]
    [InlineData("GET", "Sec-Purpose: prefetch", 404)]
    [InlineData("GET", "Host: evil.example", 404)]
    public async Task A_request_that_is_no_navigation_to_this_machine_does_not_end_it(string method, string? header, int status)
    {
        using var request = new HttpRequestMessage(new(method), Answer);
        if (header is not null)
            request.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);

        ((int)(await _browser.SendAsync(request)).StatusCode).Should().Be(status);

        await ShouldStillWaitAsync();
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("GET http://127.0.0.1/signed-out HTTP/1.1\r\n\r\n")]
    [InlineData("GET /signed-out?state=" + State + "\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\0\u00a5\u0001")]
    [InlineData("\r\n\r\n")]
    public async Task Garbage_does_not_end_it(string text)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        client.Client.Shutdown(SocketShutdown.Send);
        (await stream.ReadAsync(new byte[1])).Should().Be(0, "the connection is closed");

        await ShouldStillWaitAsync();
    }

    [Fact]
    public async Task A_head_without_an_end_is_given_up()
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nA: " + new string('a', 40_000)));

        await ShouldStillWaitAsync();
    }

    [Fact]
    public async Task Silent_and_slow_connections_hold_nobody_up()
    {
        List<TcpClient> clients = [];
        for (var i = 0; i < 40; i++)
        {
            clients.Add(await ConnectAsync());
            if (i % 2 == 0)
                await clients[^1].GetStream().WriteAsync("GET /sig"u8.ToArray());
        }

        await _browser.GetAsync(Answer);

        (await _answer).Should().Be(Answer);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task More_silent_connections_than_are_served_at_once_delay_it_only_until_they_are_given_up()
    {
        List<TcpClient> clients = [];
        for (var i = 0; i < 80; i++)
            clients.Add(await ConnectAsync());
        var page = _browser.GetAsync(Answer);

        // The clock may also run out for the browser itself: then it tries again, as a person would.
        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(10), () =>
        {
            if (page.IsFaulted)
                page = _browser.GetAsync(Answer);
            return Task.FromResult(page.IsCompletedSuccessfully || _answer.IsCompleted);
        });

        (await _answer.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be(Answer);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_browser_that_leaves_without_reading_the_page_has_come_back_all_the_same()
    {
        using (var client = await ConnectAsync())
        {
            client.LingerState = new(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /signed-out?state={State} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            await client.GetStream().ReadExactlyAsync(new byte[1]);
        }

        (await _answer).Should().Be(Answer);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_passed_over()
    {
        await using var second = await new LoopbackBrowser(_options).StartAsync();

        second.RedirectUri.Should().NotBe(RedirectUri);
        _options.Ports.Should().Contain(new Uri(second.RedirectUri).Port);
    }

    [Fact]
    public async Task If_all_ports_are_taken_the_error_names_the_uris_to_register()
    {
        var taken = new LoopbackBrowserOptions();
        taken.Ports.Clear();
        taken.Ports.Add(new Uri(RedirectUri).Port);

        var failure = (await FluentActions.Awaiting(() => new LoopbackBrowser(taken).StartAsync().AsTask()).Should().ThrowAsync<SystemBrowserException>()).Which;

        failure.Message.Should().StartWith("OL9603").And.Contain(RedirectUri).And.Contain("Sign-out redirect URI");
        failure.HelpLink.Should().EndWith("#ol9603");
    }

    [Fact]
    public async Task The_port_is_free_after_the_visit()
    {
        var uri = RedirectUri;
        await _visit.DisposeAsync();

        await using var next = await new LoopbackBrowser(_options).StartAsync();

        next.RedirectUri.Should().Be(uri);
    }

    [Fact]
    public async Task The_port_is_open_before_the_browser_is()
    {
        TaskCompletionSource<string> opened = new();
        await using var visit = await new LoopbackBrowser(WithOpener(opened.SetResult)).StartAsync();
        var answer = visit.NavigateAsync(new(Url));

        (await opened.Task).Should().Be(Url);
        await _browser.GetAsync($"{visit.RedirectUri}?state={State}");
        (await answer).Should().NotBeNull();
    }

    [Fact]
    public async Task The_browser_of_the_system_is_started_without_the_id_token_and_led_to_Okta_once()
    {
        TaskCompletionSource<string> opened = new();
        var options = WithOpener(_ => { });
        options.OpenBrowser = null;
        await using var visit = await new LoopbackBrowser(options, null, opened.SetResult).StartAsync();
        var answer = visit.NavigateAsync(new(Url));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var address = await opened.Task;
        var first = await client.GetAsync(address);
        var second = await client.GetAsync(address);

        address.Should().StartWith(new Uri(visit.RedirectUri).GetLeftPart(UriPartial.Authority)).And.NotContain(State);
        (first.StatusCode, first.Headers.Location!.OriginalString).Should().Be((HttpStatusCode.SeeOther, Url));
        first.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        second.StatusCode.Should().Be(HttpStatusCode.NotFound, "others on this machine may have read the address");
        await client.GetAsync($"{visit.RedirectUri}?state={State}");
        (await answer).Should().NotBeNull();
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends()
    {
        using var button = new CancellationTokenSource();
        await using var visit = await new LoopbackBrowser(_options).StartAsync();
        var answer = visit.NavigateAsync(new(Url), button.Token);

        button.Cancel();

        await FluentActions.Awaiting(() => answer).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Without_a_browser_the_error_says_what_to_set()
    {
        await using var visit = await new LoopbackBrowser(WithOpener(_ => throw new PlatformNotSupportedException("secret"))).StartAsync();

        var failure = await FluentActions.Awaiting(() => visit.NavigateAsync(new(Url))).Should().ThrowAsync<SystemBrowserException>();

        failure.Which.Message.Should().StartWith("OL9604").And.Contain("PlatformNotSupportedException").And.Contain("ShowUrl");
    }

    [Fact]
    public async Task Without_a_browser_the_user_can_open_the_url_that_is_shown()
    {
        var options = WithOpener(_ => throw new PlatformNotSupportedException());
        TaskCompletionSource<string> shown = new();
        options.ShowUrl = shown.SetResult;
        await using var visit = await new LoopbackBrowser(options).StartAsync();
        var answer = visit.NavigateAsync(new(Url));

        (await shown.Task).Should().Be(Url);
        await _browser.GetAsync($"{visit.RedirectUri}?state={State}");

        (await answer).Should().NotBeNull();
    }

    [Fact]
    public async Task The_url_is_shown_even_if_a_browser_seems_to_open()
    {
        var options = WithOpener(_ => { });
        TaskCompletionSource<string> shown = new();
        options.ShowUrl = shown.SetResult;
        await using var visit = await new LoopbackBrowser(options).StartAsync();

        _ = visit.NavigateAsync(new(Url));

        shown.Task.IsCompleted.Should().BeTrue();
        (await shown.Task).Should().Be(Url);
    }

    [Fact]
    public async Task The_page_and_the_path_can_be_others()
    {
        var options = WithOpener(_ => { });
        (options.FinalPage, options.Path) = ("<p>Bye!</p>", "/bye");
        await using var visit = await new LoopbackBrowser(options).StartAsync();
        visit.RedirectUri.Should().EndWith("/bye");
        _ = visit.NavigateAsync(new(Url));

        (await _browser.GetStringAsync($"{visit.RedirectUri}?state={State}")).Should().Be("<p>Bye!</p>");
    }

    [Fact]
    public async Task It_also_waits_at_the_loopback_address_of_ipv6()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        var options = WithOpener(_ => { });
        options.Address = IPAddress.IPv6Loopback;
        await using var visit = await new LoopbackBrowser(options).StartAsync();
        visit.RedirectUri.Should().StartWith("http://[::1]:");
        var answer = visit.NavigateAsync(new(Url));

        await _browser.GetAsync($"{visit.RedirectUri}?state={State}");

        (await answer).Should().NotBeNull();
    }

    [Fact]
    public void It_lists_the_uris_to_register() =>
        new LoopbackBrowser().RedirectUris.Should().Equal("http://127.0.0.1:53170/signed-out", "http://127.0.0.1:53171/signed-out", "http://127.0.0.1:53172/signed-out");

    public static TheoryData<string, Action<LoopbackBrowserOptions>> InvalidOptions => new()
    {
        { "Ports", options => options.Ports.Clear() },
        { "Ports", options => options.Ports.Add(0) },
        { "Ports", options => options.Ports.Add(65_536) },
        { "Address", options => options.Address = IPAddress.Any },
        { "Path", options => options.Path = "signed-out" },
        { "Path", options => options.Path = "/a?b=c" },
        { "Path", options => options.Path = "/a b" },
    };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public void Options_that_cannot_work_are_said(string property, Action<LoopbackBrowserOptions> configure)
    {
        var options = new LoopbackBrowserOptions();
        configure(options);

        FluentActions.Invoking(() => new LoopbackBrowser(options)).Should().Throw<ArgumentException>().WithMessage($"OL9602: LoopbackBrowserOptions.{property} *");
    }

    private static IEnumerable<int> SomePorts() => Enumerable.Range(Random.Shared.Next(20_000, 30_000), 20);

    private static LoopbackBrowserOptions WithOpener(Action<string> open)
    {
        var options = new LoopbackBrowserOptions { OpenBrowser = open };
        options.Ports.Clear();
        foreach (var port in SomePorts())
            options.Ports.Add(port);
        return options;
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(RedirectUri).Port);
        return client;
    }

    private async Task ShouldStillWaitAsync()
    {
        _answer.IsCompleted.Should().BeFalse();
        await _browser.GetAsync(Answer);
        (await _answer).Should().Be(Answer);
    }
}
