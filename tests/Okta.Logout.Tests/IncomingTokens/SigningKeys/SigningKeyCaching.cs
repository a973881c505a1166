using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public sealed class SigningKeyCaching : IDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly KeyServer _server = new();
    private readonly HttpClient _httpClient;
    private readonly SigningKeyCache _cache;

    public SigningKeyCaching()
    {
        _httpClient = new(_server);
        _cache = new(new(The.JwksUri), () => _httpClient, _clock, NullLogger.Instance);
    }

    [Fact]
    public async Task One_download_serves_all_first_callers()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => FindAsync())));

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_download_that_failed_is_repeated_after_a_pause()
    {
        _server.Status = HttpStatusCode.ServiceUnavailable;
        (await Unavailable()).RetryAfter.Should().BeGreaterThan(TimeSpan.Zero);
        await Unavailable();
        _server.Requests.Should().Be(1);

        _server.Status = HttpStatusCode.OK;
        _clock.Advance(TimeSpan.FromSeconds(2));

        (await FindAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Unknown_ids_cause_one_download_a_minute()
    {
        await FindAsync();
        for (var minute = 1; minute <= 3; minute++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => TryFindAsync($"unknown-{i}"))));
            _server.Requests.Should().Be(1 + minute);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task An_unknown_id_at_the_first_download_causes_no_second()
    {
        (await FindAsync("unknown")).Should().Be(0);

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task An_unknown_id_that_cannot_be_looked_up_yet_is_for_a_later_try()
    {
        await FindAsync();
        (await FindAsync("unknown")).Should().Be(0);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _server.Body = ProviderKeys.Set(ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"));

        var tooEarly = await Unavailable("rsa-2");

        tooEarly.RetryAfter.Should().Be(TimeSpan.FromSeconds(50));
        tooEarly.IsOutage.Should().BeFalse();
        tooEarly.ErrorId.Should().Be("OL8107");
        _clock.Advance(tooEarly.RetryAfter);
        (await FindAsync("rsa-2")).Should().Be(1);
        _server.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_download_that_had_begun_before_the_token_came_does_not_show_that_its_key_is_none()
    {
        await FindAsync();
        var requests = _server.Requests;
        _server.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var stranger = FindAsync("unknown");
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_server.Requests > requests));
        var genuine = _cache.FindAsync("rsa-2", "RS256", CancellationToken.None).AsTask();

        _server.Held.SetResult();

        (await stranger).Should().Be(0);
        (await ((Func<Task>)(() => genuine)).Should().ThrowAsync<SigningKeysUnavailableException>()).Which.ErrorId.Should().Be("OL8107");
    }

    [Fact]
    public async Task The_same_holds_where_the_keys_were_due()
    {
        var requests = _server.Requests;
        _server.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var stranger = FindAsync("unknown");
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_server.Requests > requests));
        var genuine = _cache.FindAsync("rsa-2", "RS256", CancellationToken.None).AsTask();

        _server.Body = ProviderKeys.Set(ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"));
        _server.Held.SetResult();

        (await stranger).Should().Be(0);
        (await genuine).Should().ContainSingle("the next download is its own");
        _server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task Many_tokens_with_the_same_unknown_id_are_all_told_that_it_is_none()
    {
        await FindAsync();

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => FindAsync("unknown"))));

        found.Should().OnlyContain(count => count == 0);
        _server.Requests.Should().Be(2);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(ProviderKeys.EcId)]
    public async Task What_was_looked_up_or_is_in_the_set_for_another_use_is_none_at_once(string keyId)
    {
        await FindAsync();
        await FindAsync("unknown");

        (await FindAsync(keyId)).Should().Be(0);
        _server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task An_id_that_was_not_found_is_looked_up_again_after_a_minute()
    {
        await FindAsync();
        (await FindAsync("rsa-2")).Should().Be(0);
        _server.Body = ProviderKeys.Set(ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"));
        (await FindAsync("rsa-2")).Should().Be(0);

        _clock.Advance(TimeSpan.FromMinutes(1));

        (await FindAsync("rsa-2")).Should().Be(1);
    }

    [Fact]
    public async Task Keys_are_downloaded_anew_after_an_hour()
    {
        await FindAsync();
        _server.Body = """{"keys":[]}""";
        _clock.Advance(TimeSpan.FromMinutes(59));
        (await FindAsync()).Should().Be(1);

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await FindAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("max-age=600", 10)]
    [InlineData("max-age=1", 1)]
    [InlineData("no-store", 1)]
    [InlineData("no-cache", 1)]
    [InlineData("max-age=86400", 60)]
    [InlineData("private", 60)]
    public async Task Keys_are_kept_as_long_as_the_server_says_between_a_minute_and_an_hour(string cacheControl, int minutes)
    {
        _server.CacheControl = CacheControlHeaderValue.Parse(cacheControl);
        await FindAsync();
        _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        await FindAsync();
        _server.Requests.Should().Be(1);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await FindAsync();

        _server.Requests.Should().Be(2);
    }

    [Fact]
    public async Task A_server_that_asks_for_time_gets_it()
    {
        _server.Status = HttpStatusCode.TooManyRequests;
        _server.RetryAfter = new(TimeSpan.FromSeconds(90));

        (await Unavailable()).RetryAfter.Should().Be(TimeSpan.FromSeconds(90));
        _clock.Advance(TimeSpan.FromSeconds(89));
        await Unavailable();

        _server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_set_that_is_too_large_is_refused()
    {
        _server.Body = new string(' ', SigningKeyDownload.LargestKeySet) + ProviderKeys.Jwks;

        await Unavailable();
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        _server.Hangs = true;
        var find = FindAsync();

        await Eventually.BecomesTrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(find.IsCompleted);
        });

        await ((Func<Task>)(() => find)).Should().ThrowAsync<SigningKeysUnavailableException>();
    }

    [Fact]
    public async Task A_caller_can_give_up_alone()
    {
        _server.Hangs = true;
        using var cancellation = new CancellationTokenSource();
        var find = _cache.FindAsync(ProviderKeys.RsaId, "RS256", cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await ((Func<Task>)(() => find)).Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose()
    {
        _httpClient.Dispose();
        _server.Dispose();
    }

    private async Task<int> FindAsync(string keyId = ProviderKeys.RsaId) => (await _cache.FindAsync(keyId, "RS256", CancellationToken.None)).Count;

    private async Task TryFindAsync(string keyId)
    {
        try
        {
            (await FindAsync(keyId)).Should().Be(0);
        }
        catch (SigningKeysUnavailableException exception)
        {
            exception.IsOutage.Should().BeFalse();
        }
    }

    private async Task<SigningKeysUnavailableException> Unavailable(string keyId = ProviderKeys.RsaId) =>
        (await ((Func<Task>)(() => FindAsync(keyId))).Should().ThrowAsync<SigningKeysUnavailableException>()).Which;

    private sealed class KeyServer : HttpMessageHandler
    {
        private int _requests;

        public int Requests => _requests;

        public string Body { get; set; } = ProviderKeys.Jwks;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public bool Hangs { get; set; }

        /// <summary>Delays what the server has already read until the test releases it.</summary>
        public TaskCompletionSource? Held { get; set; }

        public CacheControlHeaderValue? CacheControl { get; set; }

        public RetryConditionHeaderValue? RetryAfter { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = Body;
            Interlocked.Increment(ref _requests);
            if (Hangs)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            if (Held is { } held)
                await held.Task;
            return new(Status)
            {
                Content = new StringContent(body),
                RequestMessage = request,
                Headers = { CacheControl = CacheControl, RetryAfter = RetryAfter },
            };
        }
    }
}
