using System.Security.Claims;
using BlazorApp.Client;
using BlazorApp.Components;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (OktaSettings.Read(builder.Configuration) is not { } okta)
    return 1;

// The files of WebAssembly are where the build has put them, also outside of development.
builder.WebHost.UseStaticWebAssets();

builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie(options => options.Cookie.Name = "BlazorApp") // Each app on this host has a name of its own.
    .AddOpenIdConnect(options =>
    {
        options.Authority = okta.Issuer;
        options.ClientId = okta.ClientId;
        options.ClientSecret = okta.ClientSecret;
        options.ResponseType = "code";
        options.Scope.Add("email"); // Universal Logout names the user by this.
        options.Scope.Add("offline_access");
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "name";
        LoopbackHttp.Allow(options, okta.AllowLoopbackHttp);
    });
builder.Services.AddAuthorization();
SignOut.Add(builder, okta, options => options.NoStoreForSignedInUsers = true);

#region blazor
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddRazorComponents()
    .AddInteractiveServerComponents()
    .AddInteractiveWebAssemblyComponents()
    .AddAuthenticationStateSerialization();
#endregion

var app = builder.Build();
await SignOutDatabase.CreateAsync(app.Services);
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapOktaLogout();
app.MapGet("/signin", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIdConnectDefaults.AuthenticationScheme]));
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
    ? Results.Ok(new { sub = user.FindFirstValue("sub"), sid = user.FindFirstValue("sid"), name = user.FindFirstValue("name") })
    : Results.Json(new { error = "signed_out" }, statusCode: StatusCodes.Status401Unauthorized));
if (okta.Sessions)
    UserSessionEndpoints.Map(app);
app.MapRazorComponents<App>()
    .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = app.Configuration["FrameAncestors"] ?? options.ContentSecurityFrameAncestorsPolicy)
    .AddInteractiveWebAssemblyRenderMode()
    .AddAdditionalAssemblies(typeof(SessionPanel).Assembly);

app.Run();
return 0;
