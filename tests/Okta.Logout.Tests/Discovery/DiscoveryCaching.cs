namespace Okta.Logout.Tests;

public class DiscoveryCaching
{
    private const string NewEndpoint = The.Issuer + "/v2/logout";

    private readonly FakeMetadataServer _server = new();
    private readonly AsyncLocal<string?> _ambient = new();

    [Fact]
    public async Task Endpoints_that_all_callers_share_cannot_be_changed()
    {
        var endpoints = await _server.Client().GetEndpointsAsync();

        endpoints.Invoking(shared => shared.RevocationEndpoint = "https://other.example.com/revoke").Should().Throw<InvalidOperationException>();
        endpoints.RevocationEndpoint.Should().Be(The.RevocationEndpoint);
    }

    [Fact]
    public async Task A_known_document_is_not_asked_for_again()
    {
        var client = _server.Client();
        var first = await client.GetEndpointsAsync();

        var second = await client.GetEndpointsAsync();

        second.Should().BeSameAs(first);
        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_known_document_costs_no_allocation()
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();

        (await AllocationAsync(client)).Should().Be(0);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task Concurrent_first_callers_share_one_request(int callers)
    {
        var held = _server.Holds();
        var client = _server.Client();

        var answers = Enumerable.Range(0, callers).Select(_ => Task.Run(() => client.GetEndpointsAsync().AsTask())).ToList();
        await _server.ArrivalAsync();
        held.SetResult(Some.MetadataAnswer());

        (await Task.WhenAll(answers)).Should().AllSatisfy(it => it.EndSessionEndpoint.Should().Be(The.EndSessionEndpoint));
        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_end_the_download_of_the_others()
    {
        var held = _server.Holds();
        var client = _server.Client();
        using var impatience = new CancellationTokenSource();
        var impatient = client.GetEndpointsAsync(impatience.Token).AsTask();
        var patient = client.GetEndpointsAsync().AsTask();
        await _server.ArrivalAsync();

        await impatience.CancelAsync();
        await impatient.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        held.SetResult(Some.MetadataAnswer());

        (await patient).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_download_that_all_callers_gave_up_still_serves_the_next_one()
    {
        var held = _server.Holds();
        var client = _server.Client();
        using var impatience = new CancellationTokenSource();
        var impatient = client.GetEndpointsAsync(impatience.Token).AsTask();
        await _server.ArrivalAsync();
        await impatience.CancelAsync();
        await impatient.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();

        var next = client.GetEndpointsAsync().AsTask();
        held.SetResult(Some.MetadataAnswer());

        (await next).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);
        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_before_starts_no_request()
    {
        var client = _server.Client();

        await client.Awaiting(it => it.GetEndpointsAsync(new(canceled: true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();

        _server.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_is_told_so_also_when_the_document_is_known()
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();

        await client.Awaiting(it => it.GetEndpointsAsync(new(canceled: true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task The_shared_download_does_not_run_in_the_context_of_the_first_caller()
    {
        var seen = "nothing";
        _server.Answers(() =>
        {
            seen = _ambient.Value;
            return Some.MetadataAnswer();
        });
        _ambient.Value = "the first caller's";

        await _server.Client().GetEndpointsAsync();

        seen.Should().BeNull();
    }

    [Fact]
    public async Task A_document_within_the_refresh_interval_is_not_refreshed()
    {
        var client = _server.Client(options => options.MetadataRefreshInterval = TimeSpan.FromHours(1));
        await client.GetEndpointsAsync();

        _server.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        await client.GetEndpointsAsync();

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task An_old_document_is_served_at_once_while_it_is_refreshed()
    {
        var client = await OldClientAsync();
        _server.Holds();

        var answers = Enumerable.Range(0, 100).Select(_ => client.GetEndpointsAsync()).ToList();

        answers.Should().AllSatisfy(answer => answer.IsCompletedSuccessfully.Should().BeTrue());
        await _server.ArrivalAsync();
        _server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task A_refreshed_document_replaces_the_old_one()
    {
        var client = await OldClientAsync();
        _server.Answers(() => Some.MetadataAnswer(("end_session_endpoint", NewEndpoint)));

        (await client.GetEndpointsAsync()).EndSessionEndpoint.Should().Be(The.EndSessionEndpoint);

        await Eventually.BecomesTrueAsync(async () => (await client.GetEndpointsAsync()).EndSessionEndpoint == NewEndpoint);
        _server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task Nothing_is_asked_for_while_nobody_asks()
    {
        await OldClientAsync();

        _server.Time.Advance(TimeSpan.FromDays(30));

        _server.Requests.Should().Be(1);
    }

    private async Task<OktaDiscoveryClient> OldClientAsync()
    {
        var client = _server.Client();
        await client.GetEndpointsAsync();
        await _server.ArrivalAsync();
        _server.Time.Advance(TimeSpan.FromHours(12));
        return client;
    }

    private static async Task<long> AllocationAsync(OktaDiscoveryClient client)
    {
        var before = 0L;
        for (var call = 0; call < 2000; call++)
        {
            if (call == 1000)
                before = GC.GetAllocatedBytesForCurrentThread();
            await client.GetEndpointsAsync();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
