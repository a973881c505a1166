using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LocalOkta;

internal static class AuthorizationServerServices
{
    public static void AddAuthorizationServer(this IServiceCollection services)
    {
        // A root of its own, because databases in memory are otherwise shared by name between all hosts of the process.
        var database = new InMemoryDatabaseRoot();
        services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase("LocalOkta", database).UseOpenIddict());

        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, OktaServerSetup>();
        services.AddSingleton<IdTokenHintValidator>();
        services.AddSingleton<OktaIssuers>();
        services.AddSingleton<TokenChanges>();
        services.AddOpenIddict()
            .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<DbContext>().DisableBulkOperations())
            .AddServer(options =>
            {
                options.SetConfigurationEndpointUris(OktaPaths.OpenIdConfiguration, OktaPaths.AuthorizationServerMetadata)
                    .SetJsonWebKeySetEndpointUris(OktaPaths.Keys, OrgPaths.Keys)
                    .SetAuthorizationEndpointUris(OktaPaths.Authorize)
                    .SetTokenEndpointUris(OktaPaths.Token)
                    .SetRevocationEndpointUris(OktaPaths.Revoke)
                    .SetIntrospectionEndpointUris(OktaPaths.Introspect)
                    .SetUserInfoEndpointUris(OktaPaths.UserInfo);

                options.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
                options.RegisterScopes(Scopes.Profile, Scopes.Email, Scopes.OfflineAccess);
                options.RegisterClaims(Claims.Name, Claims.PreferredUsername, Claims.Email, SessionClaims.Sid, Claims.AuthenticationTime);
                options.IgnoreEndpointPermissions().IgnoreGrantTypePermissions()
                    .IgnoreResponseTypePermissions().IgnoreScopePermissions();

                options.AddSigningKey(new RsaSecurityKey(RSA.Create(2048)))
                    .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
                options.DisableAccessTokenEncryption().UseReferenceRefreshTokens();

                options.AddEventHandler<HandleConfigurationRequestContext>(handler =>
                    handler.UseSingletonHandler<OktaMetadata>());
                options.AddEventHandler<HandleUserInfoRequestContext>(handler =>
                    handler.UseSingletonHandler<CompleteUserInfo>());
                // Okta lets each client of the org ask about each token.
                options.RemoveEventHandler(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor);
                options.AddEventHandler<HandleIntrospectionRequestContext>(handler =>
                    handler.UseSingletonHandler<CompleteIntrospection>());
                options.AddEventHandler<HandleRevocationRequestContext>(handler =>
                    handler.UseScopedHandler<RevokeTokensOfGrant>());

                options.AddEventHandler<GenerateTokenContext>(handler =>
                    handler.UseSingletonHandler<LoginAsSubject>().SetOrder(LoginAsSubject.Order));

                options.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableStatusCodePagesIntegration()
                    .DisableTransportSecurityRequirement();
            });
    }
}
