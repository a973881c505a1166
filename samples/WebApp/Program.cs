using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Okta.Logout.AspNetCore;
using WebApp;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (OktaSettings.Read(builder.Configuration) is not { } okta)
    return 1;

builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie(options => options.Cookie.Name = $"WebApp.{okta.ClientId}")
    .AddOpenIdConnect(options =>
    {
        options.Authority = okta.Issuer;
        options.ClientId = okta.ClientId;
        options.ClientSecret = okta.ClientSecret;
        options.ResponseType = "code";
        options.Scope.Add("email");
        options.Scope.Add("offline_access");
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "name";
        LoopbackHttp.Allow(options, okta.AllowLoopbackHttp);
    });
builder.Services.AddAuthorization();

builder.Services.AddOktaLogout(options =>
{
    options.PublicOrigin = okta.PublicOrigin;
    options.EndSessionMethod = okta.EndSessionMethod;
});

var app = builder.Build();
var pages = new Pages(app.Configuration["AppName"] ?? "Web App");

app.UseAuthentication();
app.UseAuthorization();

app.MapOktaLogout();
app.MapGet("/", (ClaimsPrincipal user) => pages.Home(user));
app.MapGet("/protected", (ClaimsPrincipal user) => pages.Protected(user)).RequireAuthorization();
app.MapGet("/signin", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }));
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
    ? Results.Ok(new { sub = user.FindFirstValue("sub"), sid = user.FindFirstValue("sid"), name = user.FindFirstValue("name") })
    : Results.Json(new { error = "signed_out" }, statusCode: StatusCodes.Status401Unauthorized));

app.Run();
return 0;
