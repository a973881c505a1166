#region quick-start
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie()
    .AddOpenIdConnect(options =>
    {
        options.Authority = "https://example.okta.com/oauth2/default";
        options.ClientId = builder.Configuration["Okta:ClientId"];
        options.ClientSecret = builder.Configuration["Okta:ClientSecret"];
        options.ResponseType = "code";
        options.Scope.Add("offline_access");  // asks for a refresh token
        options.SaveTokens = true;            // keeps the tokens, so that sign-out can revoke them
    });
builder.Services.AddAuthorization();
builder.Services.AddOktaLogout();             // finds the OpenID Connect scheme and the cookie scheme by itself

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapOktaLogout();                          // POST /signout and the addresses that belong to it
app.MapGet("/", () => Results.Content("""<a href="/account">Sign in</a>""", "text/html"));
app.MapGet("/account", () => Results.Content(
    """<form method="post" action="/signout"><button>Sign out</button></form>""", "text/html")).RequireAuthorization();
app.Run();
#endregion
