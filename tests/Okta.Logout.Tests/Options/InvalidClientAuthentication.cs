namespace Okta.Logout.Tests;

public class InvalidClientAuthentication
{
    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    [InlineData(ClientAuthenticationMethod.ClientSecretJwt)]
    public void A_method_with_a_secret_has_one(ClientAuthenticationMethod method)
    {
        var options = With(method);
        options.ClientSecret = null;

        options.ShouldFail("OL1013").Should().Contain($"{method}");
    }

    [Fact]
    public void A_private_key_method_has_a_key() => With(ClientAuthenticationMethod.PrivateKeyJwt).ShouldFail("OL1014");

    [Theory]
    [InlineData(null)]
    [InlineData(ClientAuthenticationMethod.PrivateKeyJwt)]
    public void A_private_key_is_not_symmetric(ClientAuthenticationMethod? method)
    {
        var options = With(method);
        options.ClientAssertionSigningCredentials = Some.SymmetricKey();

        options.ShouldFail("OL1015");
    }

    [Fact]
    public void A_private_key_is_not_symmetric_as_a_JSON_Web_Key_either()
    {
        var options = With(ClientAuthenticationMethod.PrivateKeyJwt);
        options.ClientAssertionSigningCredentials = Some.SymmetricJsonWebKey();

        options.ShouldFail("OL1015");
    }

    [Fact]
    public void A_private_key_is_private()
    {
        var options = With(ClientAuthenticationMethod.PrivateKeyJwt);
        options.ClientAssertionSigningCredentials = Some.PublicKeyOnly();

        options.ShouldFail("OL1015");
    }

    [Fact]
    public void A_secret_that_signs_has_32_bytes_and_stays_out_of_the_message()
    {
        var options = With(ClientAuthenticationMethod.ClientSecretJwt);
        options.ClientSecret = "31-bytes-is-one-byte-too-few-ab";

        options.ShouldFail("OL1016").Should().NotContain(options.ClientSecret);
    }

    [Fact]
    public void A_secret_that_signs_may_have_32_bytes_exactly()
    {
        var options = With(ClientAuthenticationMethod.ClientSecretJwt);
        options.ClientSecret = "32-bytes-is-just-enough-to-sign-";

        options.ShouldBeValid();
    }

    private static OktaLogoutOptions With(ClientAuthenticationMethod? method)
    {
        var options = Some.Options();
        options.ClientAuthenticationMethod = method;
        return options;
    }
}
