using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

public class IdTokenHints
{
    [Fact]
    public void An_ID_token_of_this_issuer_for_this_client_is_usable() => Check(Some.IdToken()).Should().Be(IdTokenHintStatus.Usable);

    [Fact]
    public void An_expired_one_is_usable() => Check(Some.IdToken(expires: The.Now.AddYears(-1))).Should().Be(IdTokenHintStatus.Usable);

    [Fact]
    public void One_of_several_audiences_is_enough() =>
        Check(Some.IdToken(aud: new object[] { "other", 1, The.ClientId })).Should().Be(IdTokenHintStatus.Usable);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void None_is_missing(string? idToken) => Check(idToken).Should().Be(IdTokenHintStatus.Missing);

    [Fact]
    public void An_encrypted_one_is_not_sent() => Check("eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn").Should().Be(IdTokenHintStatus.Encrypted);

    [Theory]
    [InlineData("opaque")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.c2ln.x")]
    [InlineData("e30.W10.c2ln")]
    [InlineData("W10.e30.c2ln")]
    [InlineData("e30.e30.c2ln\n")]
    [InlineData("e30=.e30=.c2ln")]
    [InlineData("e30.ey.c2ln")]
    [InlineData("e30.bnVsbA.c2ln")]
    public void Anything_else_is_malformed(string idToken) => Check(idToken).Should().Be(IdTokenHintStatus.Malformed);

    [Theory]
    [InlineData("{\"iss\":\"\\ud800\"}")]
    [InlineData("{\"iss\":\"\u00ff\"}")]
    public void Broken_text_is_malformed(string payload)
    {
        var latin1 = Base64UrlEncoder.Encode(System.Text.Encoding.Latin1.GetBytes(payload));

        Check($"e30.{latin1}.c2ln").Should().Be(IdTokenHintStatus.Malformed);
    }

    [Theory]
    [InlineData("{\"iss\":\"a\",\"iss\":\"b\"}", "c2ln")]
    [InlineData("{}", "c2lnbh")]
    public void What_two_parsers_could_read_differently_is_malformed(string payload, string signature) =>
        Check($"e30.{Base64UrlEncoder.Encode(payload)}.{signature}").Should().Be(IdTokenHintStatus.Malformed);

    [Fact]
    public void More_than_64_KiB_are_malformed() =>
        Check(Some.Jwt(new { }, new { iss = The.Issuer, aud = The.ClientId, groups = new string('g', 50_000) })).Should().Be(IdTokenHintStatus.Malformed);

    [Fact]
    public void Dots_without_end_are_malformed() => Check(new string('.', 100_000)).Should().Be(IdTokenHintStatus.Malformed);

    [Theory]
    [InlineData(The.Issuer + "/")]
    [InlineData("https://EXAMPLE.okta.com/oauth2/default")]
    [InlineData("https://example.okta.com")]
    [InlineData(1)]
    public void Another_issuer_is_told(object issuer) => Check(Some.IdToken(iss: issuer)).Should().Be(IdTokenHintStatus.WrongIssuer);

    [Theory]
    [InlineData("other")]
    [InlineData(1)]
    public void Another_audience_is_told(object audience) => Check(Some.IdToken(aud: audience)).Should().Be(IdTokenHintStatus.WrongAudience);

    [Fact]
    public void No_audience_is_another_audience() => Check(Some.Jwt(new { }, new { iss = The.Issuer })).Should().Be(IdTokenHintStatus.WrongAudience);

    private static IdTokenHintStatus Check(string? idToken) => IdTokenHint.Check(idToken, new() { Issuer = The.Issuer, ClientId = The.ClientId });
}
