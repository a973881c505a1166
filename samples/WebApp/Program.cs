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
    .AddCookie(options =>
    {
        // Of its own for each app on this host; a client id may hold characters that the name of a cookie may not.
        options.Cookie.Name = $"WebApp.{Uri.EscapeDataString(okta.ClientId!)}";
        options.Events.OnCheckSlidingExpiration = context =>
        {
            // Asked by a page every second, which is no sign of a user.
            context.ShouldRenew &= context.Request.Path != "/me";
            return Task.CompletedTask;
        };
    })
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
        options.Events.OnRemoteFailure = context =>
        {
            // A sign-in that failed, or that nobody began here, is no reason for an error page: the home page lets the user try again.
            context.Response.Redirect("/");
            context.HandleResponse();
            return Task.CompletedTask;
        };
        LoopbackHttp.Allow(options, okta.AllowLoopbackHttp);
    });
builder.Services.AddAuthorization();

var logout = builder.Services.AddOktaLogout(options =>
{
    options.PublicOrigin = okta.PublicOrigin;
    options.EndSessionMethod = okta.EndSessionMethod;
});

// Sign-outs that start elsewhere. Front-channel Single Logout needs nothing here.
if (okta.BackChannelLogout)
    logout.AddBackChannelLogout();
if (okta.UniversalLogoutEndpoint is { Length: > 0 } universalLogoutEndpoint)
    logout.AddUniversalLogout(universalLogoutEndpoint);
if (okta.SharedSignals)
    logout.AddSharedSignals($"{okta.PublicOrigin ?? FirstUrl(builder)}/signout/events");

// On several nodes: a sign-out that one of them receives is obeyed by all. They have to share the Data Protection keys too.
if (okta.DistributedCache is { Length: > 0 } redis)
{
    builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
    logout.UseDistributedCache();
}

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

// Sign out my other sessions. The cookie is SameSite=Lax, so no other site's form gets here as this user.
app.MapPost("/end-other-sessions", async (HttpContext context) =>
{
    var receipt = await context.EndOtherSessionsAsync();
    return Results.Ok(new { ended = receipt.Succeeded });
}).RequireAuthorization();

app.Run();
return 0;

// Where nothing stands in front of the app.
static string FirstUrl(WebApplicationBuilder builder) =>
    builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)?.Split(';')[0].TrimEnd('/') ?? "http://localhost:5000";
