using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app with AddMicrosoftIdentityWebApi beside AddMicrosoftIdentityWebApp: its API accepts access tokens of Okta.</summary>
public sealed class ApisOnMicrosoftIdentityWeb
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task The_access_token_of_a_session_ends_with_the_users_sign_out(bool usesMetadataAddress)
    {
        await using var app = await StartAsync(usesMetadataAddress);
        var browser = await app.SignedInBrowserAsync();
        (await app.StatusOfAsync(app.Okta.AccessToken)).Should().Be(HttpStatusCode.OK);

        await browser.PostAsync("/signout");

        (await app.StatusOfAsync(app.Okta.AccessToken)).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK, "it belongs to another session of the user");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Universal_Logout_ends_the_access_tokens_of_a_user(bool usesMetadataAddress)
    {
        await using var app = await StartAsync(usesMetadataAddress);
        var token = SomeAccessToken.With();
        (await app.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await app.EndAsync(Channels.UniversalLogout);

        (await app.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static async Task<RunningApp> StartAsync(bool usesMetadataAddress)
    {
        var app = await MicrosoftIdentityWebApp.StartAsync(
            MicrosoftIdentityWebApp.TokensInTicket,
            authentication: builder =>
            {
                builder.AddMicrosoftIdentityWebApi(options => options.Audience = SomeAccessToken.Audience, MicrosoftIdentityWebApp.SetUp);
                builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<FakeOkta, TimeProvider>((options, okta, clock) =>
                {
                    if (usesMetadataAddress)
                        options.MetadataAddress = The.MetadataAddress;
                    else
                        options.Authority = The.Issuer;
                    options.TokenValidationParameters.IssuerValidator = null;
                    options.BackchannelHttpHandler = okta;
                    options.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime;
                });
            },
            addOktaLogout: services => services.AddOktaLogout().ProtectJwtBearer().AddUniversalLogout(SomeUniversalLogout.Endpoint),
            endpoints: host => host.MapGet(SomeApi.Path, () => "").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme }));
        app.Okta.AccessToken = SomeAccessToken.With();
        return app;
    }
}
