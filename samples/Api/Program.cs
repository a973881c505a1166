using System.Security.Claims;
using Api;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Okta.Logout;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var okta = builder.Configuration.GetRequiredSection("Okta").Get<OktaSettings>()!;

builder.Services
    .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddJwtBearer(options =>
    {
        options.Authority = okta.Issuer;
        options.Audience = okta.Audience;
        options.RequireHttpsMetadata = !okta.AllowLoopbackHttp;
        options.MapInboundClaims = false;
    });
builder.Services.AddAuthorization();

// Access tokens of users who were signed out are refused.
var logout = builder.Services.AddOktaLogout().ProtectJwtBearer();
builder.Services.Configure<OktaLogoutOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
{
    options.ClientId = okta.ClientId;
    options.ClientSecret = okta.ClientSecret;
});
if (okta.AcceptOpaqueTokens)
    logout.AddTokenIntrospection(configure: options => options.AcceptOpaqueTokens = true);

// The ways on which this API learns of it: from Okta, or from the nodes and web apps that share its list.
if (okta.UniversalLogoutEndpoint is { Length: > 0 } endpoint)
    logout.AddUniversalLogout(endpoint);
if (okta.SharedSignalsAudience is { Length: > 0 } audience)
    logout.AddSharedSignals(audience);
if (okta.Redis is { Length: > 0 } redis)
    logout.UseRedis(redis);

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapOktaLogout();
app.MapGet("/me", (ClaimsPrincipal user) => Results.Ok(new { sub = user.FindFirstValue("sub"), uid = user.FindFirstValue("uid") })).RequireAuthorization();
app.Run();
