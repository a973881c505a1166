using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>The rules of Back-Channel Logout 1.0, section 2.6.</summary>
public sealed class LogoutTokens
{
    private static readonly FakeTimeProvider Clock = new(The.Now);

    public static TheoryData<string> Cases => LogoutTokenCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Are_accepted_or_refused_by_the_rules(string name)
    {
        var one = LogoutTokenCases.All[name];

        (await ValidateAsync(one.Token())).Refusal?.Id.Should().Be(one.ErrorId);
        (await ValidateAsync(one.Token())).IsAccepted.Should().Be(one.ErrorId is null);
        (await ValidateAsync(SomeLogoutToken.Valid())).IsAccepted.Should().BeTrue("only the defect of the case is the reason");
    }

    [Fact]
    public async Task With_a_sid_mean_that_session_only()
    {
        var target = (await ValidateAsync(SomeLogoutToken.Valid())).Token!.Target;

        target.Kind.Should().Be(SessionTargetKind.Session);
        target.Value.Should().Be(The.Sid);
        target.Issuer.Should().Be(The.Issuer);
    }

    [Fact]
    public async Task With_a_sub_alone_mean_all_sessions_begun_before_the_token()
    {
        var target = (await ValidateAsync(SomeLogoutToken.WithoutClaim("sid"))).Token!.Target;

        target.Kind.Should().Be(SessionTargetKind.Subject);
        target.Value.Should().Be(The.Subject);
        target.StartedBefore.Should().Be(The.Now);
    }

    [Theory]
    [InlineData("JWT", true, null)]
    [InlineData("JWT", false, "OL8008")]
    [InlineData("at+jwt", true, "OL8008")]
    public async Task Of_typ_JWT_need_the_switch(string type, bool isAllowed, string? errorId) =>
        (await ValidateAsync(SomeLogoutToken.WithHeader("typ", type), new() { AllowTypJwt = isAllowed })).Refusal?.Id.Should().Be(errorId);

    [Fact]
    public async Task Without_exp_are_validated_by_their_age_where_the_switch_says_so()
    {
        BackChannelLogoutOptions options = new() { AllowMissingExpiration = true };
        var old = new SomeLogoutToken { Claims = { ["iat"] = The.Now.AddMinutes(-16).ToUnixTimeSeconds() } };
        old.Claims.Remove("exp");

        (await ValidateAsync(SomeLogoutToken.WithoutClaim("exp"), options)).IsAccepted.Should().BeTrue();
        (await ValidateAsync(old.Build(), options)).Refusal!.Id.Should().Be("OL8016");
        (await ValidateAsync(SomeLogoutToken.WithClaim("exp", "soon"), options)).Refusal!.Id.Should().Be("OL8013");
    }

    [Fact]
    public async Task Without_sid_are_refused_where_the_client_is_registered_so()
    {
        BackChannelLogoutOptions options = new() { RequireSessionId = true };

        (await ValidateAsync(SomeLogoutToken.WithoutClaim("sid"), options)).Refusal!.Id.Should().Be("OL8019");
        (await ValidateAsync(SomeLogoutToken.Valid(), options)).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task For_a_trusted_audience_too_are_accepted()
    {
        BackChannelLogoutOptions options = new() { TrustedAudiences = { "other" } };

        (await ValidateAsync(SomeLogoutToken.WithClaim("aud", new[] { The.ClientId, "other" }), options)).IsAccepted.Should().BeTrue();
        (await ValidateAsync(SomeLogoutToken.WithClaim("aud", "other"), options)).Refusal!.Id.Should().Be("OL8014");
    }

    [Fact]
    public async Task Of_the_registered_algorithm_alone_are_accepted()
    {
        BackChannelLogoutOptions options = new() { SigningAlgorithm = "ES256" };
        var elliptic = new SomeLogoutToken { Header = { ["alg"] = "ES256", ["kid"] = ProviderKeys.EcId } };

        (await ValidateAsync(elliptic.Build(), options)).IsAccepted.Should().BeTrue();
        (await ValidateAsync(SomeLogoutToken.Valid(), options)).Refusal!.Id.Should().Be("OL8007");
        (await ValidateAsync(SomeLogoutToken.WithHeader("alg", "PS256"), new() { SigningAlgorithm = "PS256" })).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task Are_verified_without_kid_by_any_of_several_keys()
    {
        var keys = ProviderKeys.Set(ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2"), ProviderKeys.EcJwk, ProviderKeys.RsaJwk);

        (await ValidateAsync(SomeLogoutToken.WithoutHeader("kid"), keys: keys)).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task Are_verified_by_any_of_the_keys_that_share_a_kid()
    {
        var twin = ProviderKeys.OfRsa(ProviderKeys.SecondRsa, ProviderKeys.RsaId);

        (await ValidateAsync(SomeLogoutToken.Valid(), keys: ProviderKeys.Set(ProviderKeys.RsaJwk, twin))).IsAccepted.Should().BeTrue();
        (await ValidateAsync(SomeLogoutToken.Valid(), keys: ProviderKeys.Set(twin, ProviderKeys.RsaJwk))).IsAccepted.Should().BeTrue();
        (await ValidateAsync(SomeLogoutToken.Valid(), keys: ProviderKeys.Set(twin, twin))).Refusal!.Id.Should().Be("OL8012");
    }

    [Fact]
    public async Task Are_refused_by_their_age_before_they_are_forgotten()
    {
        var clock = new FakeTimeProvider(The.Now);
        var text = SomeLogoutToken.WithClaim("exp", The.Now.AddYears(1).ToUnixTimeSeconds());
        var until = (await ValidateAsync(text)).Token!.ReplayableUntil;

        clock.SetUtcNow(until.AddSeconds(-1));
        (await ValidateAsync(text, clock: clock)).IsAccepted.Should().BeTrue();
        clock.SetUtcNow(until);
        (await ValidateAsync(text, clock: clock)).IsAccepted.Should().BeFalse();
    }

    private static async Task<TokenValidation<LogoutToken>> ValidateAsync(
        string token, BackChannelLogoutOptions? options = null, string? keys = null, TimeProvider? clock = null)
    {
        var validator = new LogoutTokenValidator(Options.Create(options ?? new()), new TokenSignature(clock ?? Clock), clock ?? Clock);
        return await validator.ValidateAsync(token, [new(The.Issuer, [The.ClientId], new KnownKeys(keys ?? ProviderKeys.Jwks))], CancellationToken.None);
    }
}
