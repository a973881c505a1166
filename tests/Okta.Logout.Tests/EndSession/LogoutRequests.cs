using CsCheck;

namespace Okta.Logout.Tests;

public class LogoutRequests
{
    [Fact]
    public void The_URL_and_the_form_carry_the_same_values()
    {
        var request = Some.FullLogoutRequest();

        Some.QueryOf(request.ToUrl()).Should().BeEquivalentTo(request.GetFormFields());
    }

    [Fact]
    public void The_form_carries_every_value_as_it_is() =>
        Some.Text.Sample(text =>
            new LogoutRequest(The.EndSessionEndpoint) { State = text, AdditionalParameters = new Dictionary<string, string> { ["x"] = text } }
                .GetFormFields().Should().BeEquivalentTo(Some.Fields(("state", text), ("x", text))));

    [Fact]
    public void The_builder_makes_the_same_request() =>
        Some.LogoutUrl()
            .WithIdTokenHint(Some.IdToken())
            .WithPostLogoutRedirectUri(The.PostLogoutRedirectUri)
            .WithState(The.State)
            .WithClientId(The.ClientId)
            .WithLogoutHint(The.Email)
            .WithUiLocales("de-CH de")
            .WithDeviceSecret("secret-device-secret")
            .WithParameter("app", "secret-app-value")
            .BuildRequest()
            .Should().BeEquivalentTo(Some.FullLogoutRequest());

    [Fact]
    public void A_request_does_not_change_with_its_builder()
    {
        var builder = Some.LogoutUrl().WithState("before").WithParameter("x", "before");
        var request = builder.BuildRequest();

        builder.WithState("after").WithParameter("x", "after");

        request.ToUrl().Should().EndWith("?state=before&x=before");
    }

    [Fact]
    public void A_request_does_not_change_with_the_dictionary_it_was_given()
    {
        var parameters = new Dictionary<string, string> { ["x"] = "before" };
        var request = new LogoutRequest(The.EndSessionEndpoint) { AdditionalParameters = parameters };

        parameters["x"] = "after";

        request.AdditionalParameters.Should().Equal(new Dictionary<string, string> { ["x"] = "before" });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_parameter_is_not_sent(string? value)
    {
        var request = new LogoutRequest(The.EndSessionEndpoint) { IdTokenHint = value, State = "s", AdditionalParameters = null };

        request.ToUrl().Should().Be(The.EndSessionEndpoint + "?state=s");
        request.GetFormFields().Should().BeEquivalentTo(Some.Fields(("state", "s")));
    }

    [Fact]
    public void The_action_of_the_form_keeps_the_query_of_the_endpoint() =>
        Some.FullLogoutRequest("https://example.com/logout?x=y").Endpoint.Should().Be("https://example.com/logout?x=y");

    [Fact]
    public void An_endpoint_without_https_is_refused()
    {
        var create = () => new LogoutRequest("http://example.okta.com/logout");

        create.Should().Throw<ArgumentException>().WithParameterName("endpoint");
    }

    [Fact]
    public void Client_credentials_are_refused()
    {
        var create = () => new LogoutRequest(The.EndSessionEndpoint)
        {
            AdditionalParameters = new Dictionary<string, string> { ["client_secret"] = The.ClientSecret },
        };

        create.Should().Throw<ArgumentException>().WithMessage("'client_secret'*");
    }

    [Fact]
    public void Its_text_shows_names_only() =>
        Some.FullLogoutRequest(The.EndSessionEndpoint + "?key=secret-query").ToString().Should().Be(
            The.EndSessionEndpoint
            + " (id_token_hint, post_logout_redirect_uri, state, client_id, logout_hint, ui_locales, device_secret, app)");
}
