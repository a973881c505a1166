using System.Net;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What is open on one node when another one ends the session: only the log brings the news.</summary>
public sealed class ConnectionsOnTwoNodes : TwoNodesOnRedis
{
    public static TheoryData<HttpTransportType> Transports() => [HttpTransportType.WebSockets, HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling];

    private protected override bool AreOnKestrel => true;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_sign_out_closes_the_hub_connection_of_its_session_and_the_client_does_not_connect_again(HttpTransportType transport)
    {
        var browser = await A.SignedInBrowserAsync();
        await using var hub = await SomeHub.ConnectAsync(B, browser, transport);

        await browser.PostAsync("/signout");

        await hub.IsClosedAsync();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(B.Services.GetRequiredService<LiveSessions>().Count == 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connections_of_other_users_and_of_nobody_stay_open(HttpTransportType transport)
    {
        var browser = await A.SignedInBrowserAsync();
        A.Okta.Claims["sub"] = "00u-other";
        A.Okta.Claims["sid"] = "sid-other";
        var other = await A.SignedInBrowserAsync();
        await using var closing = await SomeHub.ConnectAsync(B, browser, transport);
        await using var ofOther = await SomeHub.ConnectAsync(B, other, transport);
        await using var ofNobody = await SomeHub.ConnectAsync(B, null, transport);

        await browser.PostAsync("/signout");

        await closing.IsClosedAsync();
        (await ofOther.IsAliveAsync()).Should().BeTrue();
        (await ofNobody.IsAliveAsync()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_connection_that_its_client_closes_is_watched_no_more(HttpTransportType transport)
    {
        var hub = await SomeHub.ConnectAsync(B, await A.SignedInBrowserAsync(), transport);
        B.Services.GetRequiredService<LiveSessions>().Count.Should().Be(1);

        await hub.DisposeAsync();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(B.Services.GetRequiredService<LiveSessions>().Count == 0));
    }

    [Fact]
    public async Task A_hub_refuses_an_ended_session_with_401_and_begins_no_sign_in()
    {
        var browser = await A.SignedInBrowserAsync();
        var copy = browser.CopyAt(A);
        await browser.PostAsync("/signout");

        var response = await copy.PostAsync("/staff-hub/negotiate?negotiateVersion=1");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task Server_sent_events_end_with_one_that_says_so_and_the_browser_is_told_not_to_come_back()
    {
        var browser = await A.SignedInBrowserAsync();
        using var stream = await EventStreamClient.OpenAsync(B, browser, "/events");
        (await stream.NextAsync()).Should().Be((SseParser.EventTypeDefault, "hello"));

        var copy = browser.CopyAt(B);
        await browser.PostAsync("/signout");

        (await stream.NextAsync()).Should().Be(("signed-out", ""));
        (await stream.NextAsync()).Should().BeNull();
        using var again = await EventStreamClient.SendAsync(B, copy, "/events");
        again.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        again.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task A_stream_without_events_gets_a_comment_before_a_proxy_takes_it_for_dead()
    {
        using var stream = await EventStreamClient.OpenAsync(B, await A.SignedInBrowserAsync(), "/events");
        await stream.NextAsync();
        var line = stream.NextLineAsync();

        var before = Clock.GetUtcNow();
        await Eventually.BecomesTrueAsync(Clock, TimeSpan.FromSeconds(1), () => Task.FromResult(line.IsCompleted));

        (await line).Should().Be(":");
        (Clock.GetUtcNow() - before).Should().BeGreaterThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_stream_ends_when_the_app_stops_and_does_not_say_that_the_user_is_signed_out()
    {
        using var stream = await EventStreamClient.OpenAsync(B, await A.SignedInBrowserAsync(), "/events");
        await stream.NextAsync();

        await B.StopAsync();

        (await stream.NextAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_web_socket_is_closed_with_the_status_for_a_policy()
    {
        var browser = await A.SignedInBrowserAsync();
        using var socket = await ConnectAsync(browser);

        await browser.PostAsync("/signout");

        (await socket.ReceiveAsync(new byte[100], CancellationToken.None)).MessageType.Should().Be(WebSocketMessageType.Close);
        socket.CloseStatus.Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task A_web_socket_whose_client_does_not_respond_is_cut_off()
    {
        var browser = await A.SignedInBrowserAsync();
        using var socket = await ConnectAsync(browser);

        await browser.PostAsync("/signout");
        await socket.ReceiveAsync(new byte[100], CancellationToken.None);

        await Eventually.BecomesTrueAsync(Clock, TimeSpan.FromMilliseconds(100), () => Task.FromResult(_socketFault is not null));
    }

    [Fact]
    public async Task A_web_socket_is_closed_when_the_app_stops()
    {
        using var socket = await ConnectAsync(await A.SignedInBrowserAsync());

        var stop = B.StopAsync();

        (await socket.ReceiveAsync(new byte[100], CancellationToken.None)).MessageType.Should().Be(WebSocketMessageType.Close);
        socket.CloseStatus.Should().Be(WebSocketCloseStatus.EndpointUnavailable);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await stop;
    }

    private volatile Exception? _socketFault;

    private protected override void AddOktaLogout(IServiceCollection services, Action<OktaLogoutWebOptions> web) => services.AddOktaLogout(web).UseRedis(Redis.Address);

    private protected override void AddServices(IServiceCollection services) => services.AddSignalR();

    private protected override void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.MapHub<SomeHub>(SomeHub.Path);
        app.MapHub<SomeHub>("/staff-hub").RequireAuthorization();
        app.MapGet("/events", () => new SessionEventsResult(Events())).RequireAuthorization();
        app.MapGet("/socket", SocketAsync);
    }

    private static async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new("hello");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private async Task SocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var end = socket.CloseWhenSessionEnds(context);
        try
        {
            await socket.ReceiveAsync(new byte[100], CancellationToken.None);
        }
        catch (Exception exception)
        {
            _socketFault = exception;
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(Browser browser)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", browser.Cookies.HeaderFor(RunningApp.Origin));
        await socket.ConnectAsync(new Uri(B.Address.Replace("http:", "ws:", StringComparison.Ordinal) + "/socket"), CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(B.Services.GetRequiredService<LiveSessions>().Count == 1));
        return socket;
    }
}
