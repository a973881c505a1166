using CsCheck;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

public class ClaimsOfAnIdToken
{
    [Fact]
    public void What_names_a_session_is_read()
    {
        var claims = Read(Some.IdToken());

        claims.Should().BeEquivalentTo(new
        {
            The.Issuer,
            Audiences = new[] { The.ClientId },
            The.Subject,
            The.Sid,
            The.Email,
            IssuedAt = The.Now.AddMinutes(-5),
        });
    }

    [Fact]
    public void What_is_absent_is_null() => ShouldBeEmpty(Read(Some.Jwt(new { }, new { })));

    [Fact]
    public void What_has_another_type_is_null() =>
        ShouldBeEmpty(Read(Some.Jwt(new { }, new { iss = 1, aud = true, sub = new { }, sid = new[] { "sid" }, email = false, iat = "1" })));

    [Theory]
    [InlineData(1780315200.9, 1780315200)]
    [InlineData(0, 0)]
    public void The_time_is_in_seconds(double iat, long seconds) =>
        Read(Some.Jwt(new { }, new { iat })).IssuedAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(seconds));

    [Theory]
    [InlineData(-1)]
    [InlineData(1e15)]
    [InlineData(1e300)]
    public void A_time_out_of_range_is_null(double iat) => Read(Some.Jwt(new { }, new { iat })).IssuedAt.Should().BeNull();

    [Fact]
    public void Claims_show_nothing_as_text() => Read(Some.IdToken()).ToString().Should().NotContain("secret");

    [Fact]
    public void Nothing_throws() =>
        Gen.Select(Some.Text, Gen.Int[0, 300]).Sample((text, position) =>
        {
            IdTokenClaims.TryRead(text, out _);
            IdTokenClaims.TryRead(Some.IdToken().Insert(position, text), out _);
            IdTokenClaims.TryRead($"e30.{Base64UrlEncoder.Encode(text)}.c2ln", out _);
        });

    [Fact]
    public void Nothing_is_read_of_null() => IdTokenClaims.TryRead(null, out _).Should().BeFalse();

    private static IdTokenClaims Read(string idToken)
    {
        IdTokenClaims.TryRead(idToken, out var claims).Should().BeTrue();
        return claims!;
    }

    private static void ShouldBeEmpty(IdTokenClaims claims) =>
        claims.Should().BeEquivalentTo(new
        {
            Issuer = (string?)null,
            Audiences = Array.Empty<string>(),
            Subject = (string?)null,
            Sid = (string?)null,
            Email = (string?)null,
            IssuedAt = (DateTimeOffset?)null,
        });
}
