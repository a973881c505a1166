using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that sets MetadataAddress, and an Authority beside it, which the handlers then ignore.</summary>
public sealed class DocumentsBesideTheAuthority
{
    private const string OnAnotherServer = "https://okta.internal.example.com/openid-configuration/.well-known/openid-configuration";

    [Theory]
    [InlineData(The.Issuer + "/v2.0", The.MetadataAddress)]
    [InlineData("https://EXAMPLE.okta.com", The.MetadataAddress)]
    [InlineData(The.Issuer, OnAnotherServer)]
    public async Task The_user_is_sent_to_Okta_and_the_tokens_are_revoked(string authority, string metadataAddress)
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => (options.Authority, options.MetadataAddress) = (authority, metadataAddress),
        }.StartAsync();
        app.Okta.Answers[OnAnotherServer] = app.Okta.Answers[The.MetadataAddress];
        var browser = await app.SignedInBrowserAsync();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    [Theory]
    [InlineData(The.Issuer + "/v2.0", The.MetadataAddress)]
    [InlineData(The.Issuer, OnAnotherServer)]
    public async Task Okta_ends_the_access_tokens_of_an_API(string authority, string metadataAddress)
    {
        await using var api = await new SomeApi
        {
            Bearer = options => (options.Authority, options.MetadataAddress) = (authority, metadataAddress),
            Channels = logout => logout.AddUniversalLogout(SomeUniversalLogout.Endpoint),
        }.StartAsync();
        api.Okta.Answers[OnAnotherServer] = api.Okta.Answers[The.MetadataAddress];
        var token = SomeAccessToken.With();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await api.EndAsync(Channels.UniversalLogout);

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }
}
