using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

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
        // Each app on this host has a name of its own.
        options.Cookie.Name = $"SinglePageApp.{Uri.EscapeDataString(okta.ClientId!)}";

        // The API says 401, because no script can follow a redirect to Okta.
        options.Events.OnRedirectToLogin = context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
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
        LoopbackHttp.Allow(options, okta.AllowLoopbackHttp);
    });
builder.Services.AddAuthorization();

SignOut.Add(builder, okta, options => options.NoStoreForSignedInUsers = true);

var app = builder.Build();
await SignOutDatabase.CreateAsync(app.Services);
var frameAncestors = app.Configuration["FrameAncestors"] ?? "'none'";
app.Use((context, next) =>
{
    // No inline script, and nothing from elsewhere.
    context.Response.Headers.ContentSecurityPolicy = $"default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors {frameAncestors}";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();

app.MapOktaLogout();
app.MapGet("/signin", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIdConnectDefaults.AuthenticationScheme]));
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
    ? Results.Ok(new { sub = user.FindFirstValue("sub"), sid = user.FindFirstValue("sid"), name = user.FindFirstValue("name") })
    : Results.Json(new { error = "signed_out" }, statusCode: StatusCodes.Status401Unauthorized));
if (okta.Sessions)
    UserSessionEndpoints.Map(app);

app.Run();
return 0;
