namespace Okta.Logout.Tests;

public sealed class LogoutRequestOfASignOut : IAsyncDisposable
{
    private const string Encrypted = "eyJhbGciOiJSU0EtT0FFUCJ9.a2V5.aXY.Y2lwaGVydGV4dA.dGFn";

    private readonly SignOutApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_carries_what_the_caller_gave()
    {
        var request = new SignOutRequest
        {
            Session = Some.Session(),
            IdToken = Some.IdToken(),
            DeviceSecret = The.DeviceSecret,
            PostLogoutRedirectUri = The.PostLogoutRedirectUri,
            State = The.State,
            LogoutHint = The.Email,
            UiLocales = "de en",
            AdditionalParameters = new Dictionary<string, string> { ["x_tenant"] = "blue" },
        };

        var logout = (await _app.SignOutAsync(request)).OktaLogout!;

        logout.GetFormFields().Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["id_token_hint"] = request.IdToken,
            ["post_logout_redirect_uri"] = The.PostLogoutRedirectUri,
            ["state"] = The.State,
            ["logout_hint"] = The.Email,
            ["ui_locales"] = "de en",
            ["device_secret"] = The.DeviceSecret,
            ["x_tenant"] = "blue",
        });
    }

    [Fact]
    public async Task An_expired_id_token_is_fit() =>
        (await SignOutWith(Some.IdToken(expires: The.Now.AddDays(-30)))).OktaLogout.Should().NotBeNull();

    [Fact]
    public async Task Without_an_id_token_the_browser_is_not_sent_to_an_error_page()
    {
        var result = await SignOutWith("");

        result.OktaLogout.Should().BeNull();
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoIdToken);
        result.Step(SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5013:");
        result.Step(SignOutStepNames.RefreshToken).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
    }

    public static TheoryData<string, string> UnfitTokens => new()
    {
        { Some.IdToken(iss: "https://other.okta.com/oauth2/default"), "WrongIssuer" },
        { Some.IdToken(aud: "another-client"), "WrongAudience" },
        { Encrypted, "Encrypted" },
        { "secret-opaque-token", "Malformed" },
    };

    [Theory]
    [MemberData(nameof(UnfitTokens))]
    public async Task An_unfit_id_token_never_leaves(string idToken, string reason)
    {
        var result = await SignOutWith(idToken);

        result.OktaLogout.Should().BeNull();
        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.UnusableIdToken);
        result.Step(SignOutStepNames.OktaLogout).Error.Should().Be($"OL5014: The ID token cannot be sent to {The.Issuer}: {reason}.");
    }

    [Theory]
    [MemberData(nameof(UnfitTokens))]
    public async Task Nothing_is_discovered_for_an_unfit_id_token(string idToken, string reason)
    {
        await _app.SignOutAsync(new() { Session = Some.Session(), IdToken = idToken });

        _app.Okta.Requests.Should().BeEmpty(reason);
    }

    [Fact]
    public async Task A_provider_that_needs_no_hint_gets_the_client_instead()
    {
        await using var app = new SignOutApp(options => options.RequireIdTokenHint = false);

        var logout = (await app.SignOutAsync(Some.SignOutRequest(idToken: ""))).OktaLogout!;

        logout.Should().BeEquivalentTo(new { ClientId = The.ClientId, IdTokenHint = (string?)null });
    }

    [Fact]
    public async Task A_provider_that_needs_no_hint_gets_no_unfit_one_either()
    {
        await using var app = new SignOutApp(options => options.RequireIdTokenHint = false);

        var logout = (await app.SignOutAsync(Some.SignOutRequest(idToken: Encrypted))).OktaLogout!;

        logout.Should().BeEquivalentTo(new { ClientId = The.ClientId, IdTokenHint = (string?)null });
    }

    [Fact]
    public async Task A_sign_out_of_the_app_only_revokes_its_tokens_and_leaves_Okta_alone()
    {
        var result = await _app.SignOutAsync(Some.SignOutRequest(scope: SignOutScope.AppOnly));

        result.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NotAsked);
        result.Step(SignOutStepNames.OktaLogout).Outcome.Should().Be(SignOutStepOutcome.Skipped);
        result.Step(SignOutStepNames.RefreshToken).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
    }

    [Fact]
    public async Task Tokens_stay_valid_where_the_options_say_so()
    {
        await using var app = new SignOutApp(options => options.RevokeTokens = false);

        var result = await app.SignOutAsync();

        result.Step(SignOutStepNames.RefreshToken).Error.Should().StartWith("OL5002:");
        app.Okta.Requests.Should().Equal("okta discovery");
    }

    [Fact]
    public async Task Tokens_that_the_session_does_not_hold_are_not_missed()
    {
        var result = await _app.SignOutAsync(new() { Session = Some.Session(), IdToken = Some.IdToken() });

        result.Step(SignOutStepNames.RefreshToken).Should().BeEquivalentTo(new { Outcome = SignOutStepOutcome.Skipped, Error = "OL5001: The session holds no such token." });
        result.Step(SignOutStepNames.AccessToken).Outcome.Should().Be(SignOutStepOutcome.Skipped);
        result.OktaLogout.Should().NotBeNull();
    }

    [Theory]
    [InlineData("id_token_hint")]
    [InlineData("Client_Secret")]
    public void A_parameter_that_may_not_be_sent_is_refused_before_the_sign_out(string name) =>
        new Func<SignOutRequest>(() => new() { AdditionalParameters = new Dictionary<string, string> { [name] = "x" } })
            .Should().Throw<ArgumentException>();

    private Task<SignOutReceipt> SignOutWith(string idToken) => _app.SignOutAsync(Some.SignOutRequest(idToken));
}
