using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What counts against the requests that one client may send, and who is one client.</summary>
public sealed class FrontChannelLimits : IAsyncLifetime
{
    private const string Nat = "203.0.113.7";

    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await new SomeApp
    {
        Web = options => options.FrontChannelLogout.RequestsPerMinute = 3,
        First = host => host.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = context.Request.Headers["Client"] is [{ } client] ? IPAddress.Parse(client) : null;
            return next(context);
        }),
    }.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("https://unknown.example.com", The.Sid)]
    [InlineData(The.Issuer, null)]
    [InlineData(null, The.Sid)]
    [InlineData(null, null)]
    public async Task Requests_that_name_no_session_cost_the_others_behind_the_same_address_nothing(string? issuer, string? sessionId)
    {
        var browser = await _app.SignedInBrowserAsync();

        for (var i = 0; i < 300; i++)
            (await SendAsync(Nat, issuer, sessionId)).Should().Be(HttpStatusCode.OK);

        (await SendAsync(Nat)).Should().Be(HttpStatusCode.OK);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_client_is_heard_again_after_a_minute()
    {
        await UseUpAsync(Nat);
        (await SendAsync(Nat)).Should().Be(HttpStatusCode.TooManyRequests);

        _app.Clock.Advance(TimeSpan.FromSeconds(59));
        (await SendAsync(Nat)).Should().Be(HttpStatusCode.TooManyRequests);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(Nat)).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    public async Task Addresses_of_one_host_or_subnet_are_one_client(string one, string other)
    {
        await UseUpAsync(one);

        (await SendAsync(other)).Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("2001:db8:1:2::1", "203.0.113.7")]
    public async Task Other_addresses_are_other_clients(string one, string other)
    {
        await UseUpAsync(one);

        (await SendAsync(other)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_subnets_of_a_site_together_may_send_ten_times_as_much_and_another_site_is_not_concerned()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 100; i++)
            statuses.Add(await SendAsync($"2001:db8:1:{i:x}::1"));

        statuses.Count(status => status is HttpStatusCode.OK).Should().Be(30);
        (await SendAsync("2001:db8:2:1::1")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_kind_of_request_that_ends_nothing_is_one_line_a_minute_with_the_number_of_the_others()
    {
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(Nat, "https://unknown.example.com");
            await SendAsync(Nat, sessionId: null);
            await SendAsync(Nat);
        }

        _app.OwnLogs.Where(record => record.Id.Id == 7101).Should().HaveCount(2);
        _app.OwnLogs.Where(record => record.Id.Id == 7102).Should().ContainSingle();
        _app.OwnLogs.Where(record => record.Id.Id == 5002).Should().ContainSingle();

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(Nat, "https://unknown.example.com");
        _app.OwnLogs.Last(record => record.Id.Id == 7101).Message.Should().EndWith("Similar events since the previous line: 99.");
    }

    private async Task UseUpAsync(string client)
    {
        for (var i = 0; i < 3; i++)
            (await SendAsync(client)).Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> SendAsync(string client, string? issuer = The.Issuer, string? sessionId = The.Sid)
    {
        var query = (issuer is null ? "" : $"&iss={Uri.EscapeDataString(issuer)}") + (sessionId is null ? "" : $"&sid={Uri.EscapeDataString(sessionId)}");
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/frontchannel?" + query)) { Headers = { { "Client", client } } };
        return (await _app.Http.SendAsync(request, CancellationToken.None)).StatusCode;
    }
}
