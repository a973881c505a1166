namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the search for tokens finds in a text, and what only looks like one.</summary>
public sealed class TokensInTexts
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwMHUxIn0.c2ln";

    [Theory]
    [InlineData(Token)]
    [InlineData("Authorization: Bearer " + Token)]
    [InlineData("https://example.okta.com/oauth2/v1/logout?id_token_hint=" + Token)]
    [InlineData("returnUrl=%2F%3Fid_token_hint%3D" + Token)]
    [InlineData("{\"id_token\":\"" + Token + "\"}")]
    public void A_token_is_found(string text) => text.HoldsToken().Should().BeTrue();

    [Theory]
    [InlineData("CfDJ8LPnnmk4dTZJjLT3jHILsv3mWeyJLYFGhhGBJvtHWE3Lv8cUaJm9D8ZHFWQ")]
    [InlineData("state=CfDJ8-eyJzdWIiOiIwMHUxIn0")]
    public void Letters_within_a_random_text_are_none(string text) => text.HoldsToken().Should().BeFalse();
}
