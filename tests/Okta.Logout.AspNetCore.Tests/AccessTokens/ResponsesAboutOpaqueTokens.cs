using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What Okta has to say of an opaque token, so that the API accepts it.</summary>
public sealed class ResponsesAboutOpaqueTokens
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://other.okta.com")]
    [InlineData("https://example.okta.com")]
    public async Task One_without_the_issuer_of_the_scheme_is_refused(string? issuer) => await ShouldAsync(HttpStatusCode.Unauthorized, ("iss", issuer));

    [Fact]
    public async Task One_without_an_issuer_is_refused_even_if_the_scheme_does_not_validate_it() =>
        await ShouldAsync(HttpStatusCode.Unauthorized, options => options.TokenValidationParameters.ValidateIssuer = false, ("iss", null));

    [Fact]
    public async Task The_issuers_that_the_scheme_knows_count() =>
        await ShouldAsync(HttpStatusCode.OK, options => options.TokenValidationParameters.ValidIssuers = ["https://login.example.com"], ("iss", "https://login.example.com"));

    [Fact]
    public async Task The_issuer_validator_of_the_scheme_counts() =>
        await ShouldAsync(HttpStatusCode.Unauthorized, options => options.TokenValidationParameters.IssuerValidator = (_, _, _) => throw new SecurityTokenInvalidIssuerException());

    [Theory]
    [InlineData(null)]
    [InlineData("api://other")]
    [InlineData("api://default ")]
    public async Task One_for_another_audience_is_refused(string? audience) => await ShouldAsync(HttpStatusCode.Unauthorized, ("aud", audience));

    [Fact]
    public async Task One_of_several_audiences_is_enough() => await ShouldAsync(HttpStatusCode.OK, ("aud", new[] { "api://other", SomeAccessToken.Audience }));

    [Fact]
    public async Task The_audiences_that_the_scheme_knows_count() =>
        await ShouldAsync(HttpStatusCode.OK, options => options.TokenValidationParameters.ValidAudiences = ["api://second"], ("aud", "api://second"));

    [Fact]
    public async Task The_audience_validator_of_the_scheme_counts() =>
        await ShouldAsync(HttpStatusCode.Unauthorized, options => options.TokenValidationParameters.AudienceValidator = (_, _, _) => false);

    [Fact]
    public async Task The_audience_does_not_matter_to_a_scheme_that_does_not_validate_it() =>
        await ShouldAsync(HttpStatusCode.OK, options => options.TokenValidationParameters.ValidateAudience = false, ("aud", null));

    [Theory]
    [InlineData(-60, HttpStatusCode.OK)]
    [InlineData(-600, HttpStatusCode.Unauthorized)]
    public async Task Its_end_is_compared_with_the_clock_skew_of_the_scheme(int seconds, HttpStatusCode status) =>
        await ShouldAtAsync(TimeProvider.System.GetUtcNow().AddSeconds(seconds), null, status);

    [Theory]
    [InlineData(60, HttpStatusCode.OK)]
    [InlineData(600, HttpStatusCode.Unauthorized)]
    public async Task So_is_its_beginning(int seconds, HttpStatusCode status) =>
        await ShouldAtAsync(TimeProvider.System.GetUtcNow().AddHours(1), TimeProvider.System.GetUtcNow().AddSeconds(seconds), status);

    [Fact]
    public async Task One_without_an_end_is_refused() => await ShouldAtAsync(null, null, HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("soon")]
    [InlineData(-1L)]
    [InlineData(true)]
    public async Task So_is_one_with_an_end_that_is_no_time(object end)
    {
        var some = new SomeOpaqueApi { IsByTheRealClock = true, Answer = SomeOpaqueApi.AnswerWith(("exp", end)) };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("bearer", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("DPoP", HttpStatusCode.Unauthorized)]
    [InlineData("N_A", HttpStatusCode.Unauthorized)]
    [InlineData(1, HttpStatusCode.Unauthorized)]
    public async Task Only_a_bearer_token_is_accepted(object? type, HttpStatusCode status) => await ShouldAsync(status, ("token_type", type));

    [Fact]
    public async Task One_that_is_bound_to_a_key_is_refused() => await ShouldAsync(HttpStatusCode.Unauthorized, ("cnf", new { jkt = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" }));

    public static TheoryData<string, string> OtherTokens => new()
    {
        // As Okta's documentation shows it: of type "Bearer", too.
        { "a refresh token", SomeOpaqueApi.AnswerWith(("iss", null), ("aud", null), ("jti", null), ("iat", null), ("uid", null), ("device_id", "q4S")) },
        { "a refresh token with an issuer", SomeOpaqueApi.AnswerWith(("jti", null), ("uid", null), ("device_id", "q4S")) },
        { "an ID token by its id", SomeOpaqueApi.AnswerWith(("jti", "ID.4eAWJOCMB3SX8XewDfVR")) },
        { "an ID token by its nonce", SomeOpaqueApi.AnswerWith(("nonce", "n-0S6")) },
        { "an ID token by its hash of the access token", SomeOpaqueApi.AnswerWith(("at_hash", "cpqKfdQA5eH891Ff5oJr_Q")) },
        { "an ID token by its hash of the code", SomeOpaqueApi.AnswerWith(("c_hash", "cpqKfdQA5eH891Ff5oJr_Q")) },
        { "a refresh token by its use", SomeOpaqueApi.AnswerWith(("token_use", "refresh_token")) },
        { "a refresh token by its usage", SomeOpaqueApi.AnswerWith(("token_usage", "refresh_token")) },
        { "a use that is no text", SomeOpaqueApi.AnswerWith(("token_use", 1)) },
    };

    [Theory, MemberData(nameof(OtherTokens))]
    public async Task A_token_of_another_kind_is_refused(string what, string answer)
    {
        what.Should().NotBeEmpty();
        var some = new SomeOpaqueApi { Answer = answer, Bearer = options => options.TokenValidationParameters.ValidateAudience = false };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(HttpStatusCode.Unauthorized);
        api.OwnLogs.Should().ContainSingle(record => record.Message.Contains("OL9718: "));

        some.Answers["another"] = SomeOpaqueApi.AnswerWith(("token_use", "access_token"), ("token_usage", "access_token"));
        (await api.StatusOfAsync("another")).Should().Be(HttpStatusCode.OK);
    }

    public static TheoryData<int, string> NoVerdicts => new()
    {
        { 401, """{"error":"invalid_client"}""" },
        { 429, "{}" },
        { 500, "" },
        { 302, SomeOpaqueApi.AnswerWith() },
        { 400, SomeOpaqueApi.AnswerWith() },
        { 200, "" },
        { 200, "<html>" },
        { 200, "{}" },
        { 200, $"[{SomeOpaqueApi.AnswerWith()}]" },
        { 200, $$"""{"token":{{SomeOpaqueApi.AnswerWith()}}}""" },
        { 200, SomeOpaqueApi.AnswerWith() + "{}" },
        { 200, SomeOpaqueApi.AnswerWith(("active", "true")) },
        { 200, SomeOpaqueApi.AnswerWith(("active", 1)) },
        { 200, SomeOpaqueApi.AnswerWith().Replace("{", """{"active":true,""", StringComparison.Ordinal) },
        { 200, SomeOpaqueApi.AnswerWith().Replace("{", """{"sub":"00u2","address":{"a":1,"a":2},""", StringComparison.Ordinal) },
        { 200, SomeOpaqueApi.AnswerWith(("address", 1)).Replace("1}", """{"a":1,"a":2}}""", StringComparison.Ordinal) },
        { 200, SomeOpaqueApi.AnswerWith(("filler", new string('x', 64 * 1024))) },
    };

    [Theory, MemberData(nameof(NoVerdicts))]
    public async Task Without_a_verdict_the_response_is_503_whatever_the_app_chooses_for_JWTs(int status, string body)
    {
        var some = new SomeOpaqueApi { Introspection = options => options.OnNoVerdict = RevocationCheckFailure.Allow };
        await using var api = await some.StartAsync();
        api.Okta.Answer(SomeOpaqueApi.Endpoint, (HttpStatusCode)status, body);

        var response = await api.CallAsync(SomeOpaqueApi.Token);

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.Contains("Retry-After").Should().BeTrue();
        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_never_responds_holds_a_request_no_longer_than_the_remote_timeout()
    {
        await using var api = await new SomeOpaqueApi().StartAsync();
        var called = api.Okta.Hang(SomeOpaqueApi.Endpoint);

        var response = api.CallAsync(SomeOpaqueApi.Token);
        await called;

        (await api.AdvanceUntilAsync(response)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    private static Task ShouldAsync(HttpStatusCode status, params (string Name, object? Value)[] changes) => ShouldAsync(status, _ => { }, changes);

    // The unchanged response is accepted unless the scheme refuses everything, so that each refusal has one reason.
    private static async Task ShouldAsync(HttpStatusCode status, Action<JwtBearerOptions> bearer, params (string Name, object? Value)[] changes)
    {
        var some = new SomeOpaqueApi { Answer = SomeOpaqueApi.AnswerWith(changes), Bearer = bearer };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(status);
        some.Asked.Should().ContainSingle();

        some.Answers["another"] = SomeOpaqueApi.AnswerWith();
        (await api.StatusOfAsync("another")).Should().Be(changes.Length == 0 ? status : HttpStatusCode.OK);
    }

    private static async Task ShouldAtAsync(DateTimeOffset? end, DateTimeOffset? beginning, HttpStatusCode status)
    {
        var some = new SomeOpaqueApi
        {
            IsByTheRealClock = true,
            Answer = SomeOpaqueApi.AnswerWith(("exp", end?.ToUnixTimeSeconds()), ("nbf", beginning?.ToUnixTimeSeconds())),
        };
        await using var api = await some.StartAsync();

        (await api.StatusOfAsync(SomeOpaqueApi.Token)).Should().Be(status);
        some.Asked.Should().ContainSingle();
    }
}
