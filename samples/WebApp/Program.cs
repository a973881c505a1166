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
        // Each app on this host has a name of its own. A client id may have characters that are not allowed in the name of a cookie.
        options.Cookie.Name = $"WebApp.{Uri.EscapeDataString(okta.ClientId!)}";
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= ShowsActivity(context.HttpContext);
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
            // A sign-in that failed, or that did not begin here, leads to the home page, where the user can try again.
            context.Response.Redirect("/");
            context.HandleResponse();
            return Task.CompletedTask;
        };
        LoopbackHttp.Allow(options, okta.AllowLoopbackHttp);
    });
builder.Services.AddAuthorization();

SignOut.Add(builder, okta, options => options.IsActivity = ShowsActivity);
builder.Services.AddHealthChecks().AddOktaLogout();
builder.Services.AddSignalR();

var app = builder.Build();
await SignOutDatabase.CreateAsync(app.Services);
var pages = new Pages(app.Configuration["AppName"] ?? "Web App");

app.UseAuthentication();
app.UseAuthorization();

app.MapOktaLogout();
app.MapHealthChecks("/healthz", new() { ResponseWriter = Health.WriteAsync });
app.MapGet("/", (ClaimsPrincipal user) => pages.Home(user));
app.MapGet("/protected", (ClaimsPrincipal user) => pages.Protected(user)).RequireAuthorization();
app.MapGet("/signin", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }));
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
    ? Results.Ok(new { sub = user.FindFirstValue("sub"), sid = user.FindFirstValue("sid"), name = user.FindFirstValue("name") })
    : Results.Json(new { error = "signed_out" }, statusCode: StatusCodes.Status401Unauthorized));

// These stay open, and end with the session: the stream says so in its last event, and the connections of the hub are closed.
app.MapGet("/live", () => new SessionEventsResult(LiveClock.Events()));
app.MapHub<LiveHub>("/hub").RequireAuthorization();

// Signs out the user's other sessions. The cookie is SameSite=Lax, so browsers do not send it with forms of other sites.
app.MapPost("/end-other-sessions", async (HttpContext context) =>
{
    var receipt = await context.EndOtherSessionsAsync();
    return Results.Ok(new { ended = receipt.Succeeded });
}).RequireAuthorization();

if (okta.Sessions)
{
    UserSessionEndpoints.Map(app);
    app.MapGet("/sessions/page", async (HttpContext context, ClaimsPrincipal user, IUserSessions sessions) =>
        pages.Sessions(user, await sessions.ListAsync(context, context.RequestAborted))).RequireAuthorization().AddEndpointFilter(UserSessionEndpoints.AvailableAsync);
}

app.Run();
return 0;

// Pages request these by themselves, which does not show that the user is active.
static bool ShowsActivity(HttpContext context) => context.Request.Path != "/me" && context.Request.Path != "/live";
