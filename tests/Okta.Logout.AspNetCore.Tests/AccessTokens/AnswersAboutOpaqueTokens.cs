using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.JwtBearer;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>How often Okta is asked about opaque tokens, and how long its answers are kept.</summary>
public sealed class AnswersAboutOpaqueTokens
{
    [Fact]
    public async Task Okta_is_asked_again_after_ten_seconds()
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();
        await api.StatusOfAsync(SomeOpaqueApi.Token);
        some.Answer = """{"active":false}""";
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        api.Clock.Advance(TimeSpan.FromSeconds(10));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        some.Asked.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_answer_is_not_kept_beyond_its_exp()
    {
        var some = new SomeOpaqueApi
        {
            Introspection = options => options.ActiveCacheTime = TimeSpan.FromMinutes(5),
            Answer = SomeOpaqueApi.AnswerWith(("exp", The.Now.AddSeconds(30).ToUnixTimeSeconds())),
        };
        await using var api = await some.StartAsync();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        api.Clock.Advance(TimeSpan.FromSeconds(30));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        some.Asked.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(7 * 1024, 1)]
    [InlineData(9 * 1024, 2)]
    public async Task A_long_response_is_used_but_not_kept(int length, int questions)
    {
        var some = new SomeOpaqueApi { Answer = SomeOpaqueApi.AnswerWith(("filler", new string('x', length))) };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        some.Asked.Should().HaveCount(questions);
    }

    [Fact]
    public async Task Each_token_has_its_own_user()
    {
        var some = new SomeOpaqueApi();
        some.Answers["one"] = SomeOpaqueApi.AnswerWith(("uid", "00u1"));
        some.Answers["two"] = SomeOpaqueApi.AnswerWith(("uid", "00u2"));
        await using var api = await some.StartAsync();

        for (var i = 0; i < 2; i++)
        {
            (await SomeOpaqueApi.Who.ReadAsync(api, "one")).Claims.Should().Contain("uid=00u1");
            (await SomeOpaqueApi.Who.ReadAsync(api, "two")).Claims.Should().Contain("uid=00u2");
        }

        some.Asked.Should().Equal("one", "two");
    }

    [Fact]
    public async Task Twenty_requests_with_one_token_ask_once()
    {
        var some = new SomeOpaqueApi();
        await using var api = await some.StartAsync();
        var arrived = new Signal();
        var released = new TaskCompletionSource();
        var answer = api.Okta.Answers[SomeOpaqueApi.Endpoint];
        api.Okta.Answers[SomeOpaqueApi.Endpoint] = async (request, cancellationToken) =>
        {
            arrived.Give();
            await released.Task;
            return await answer(request, cancellationToken);
        };

        var responses = Enumerable.Range(0, 20).Select(_ => api.StatusOfAsync(SomeOpaqueApi.Token)).ToList();
        await arrived.WaitAsync();
        released.SetResult();

        (await Task.WhenAll(responses)).Should().OnlyContain(status => status == HttpStatusCode.OK);
        some.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task Invented_tokens_do_not_displace_what_is_known_of_others()
    {
        var some = new SomeOpaqueApi { Answer = """{"active":false}""" };
        some.Answers[SomeOpaqueApi.Token] = SomeOpaqueApi.AnswerWith();
        await using var api = await some.StartAsync();
        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);

        // Three for each place; without requests, which would take longer.
        var tokens = api.Services.GetRequiredService<IntrospectedTokens>();
        foreach (var numbers in Enumerable.Range(0, 3 * 4096).Chunk(16))
            await Task.WhenAll(numbers.Select(number => tokens.FindAsync(JwtBearerDefaults.AuthenticationScheme, $"invented-{number}", null)));

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.OK);
        some.Asked.Count(token => token == SomeOpaqueApi.Token).Should().Be(1);
    }

    [Fact]
    public async Task No_more_questions_are_in_progress_than_the_app_allows()
    {
        const int Requests = 20;
        var some = new SomeOpaqueApi { Introspection = options => options.MaxConcurrentRequests = 2 };
        await using var api = await some.StartAsync();
        using var arrived = new SemaphoreSlim(0);
        using var released = new SemaphoreSlim(0);
        var (inProgress, most) = (0, 0);
        api.Okta.Answers[SomeOpaqueApi.Endpoint] = async (_, cancellationToken) =>
        {
            lock (some)
                most = Math.Max(most, ++inProgress);
            arrived.Release();
            await released.WaitAsync(cancellationToken);
            lock (some)
                inProgress--;
            return new(HttpStatusCode.OK) { Content = new StringContent("""{"active":false}""") };
        };

        var responses = Enumerable.Range(0, Requests).Select(number => api.StatusOfAsync($"invented-{number}")).ToList();
        await arrived.WaitAsync();
        for (var i = 1; i < Requests; i++)
        {
            await arrived.WaitAsync();
            released.Release();
        }

        released.Release();

        (await Task.WhenAll(responses)).Should().OnlyContain(status => status == HttpStatusCode.Unauthorized);
        most.Should().Be(2);
    }
}
