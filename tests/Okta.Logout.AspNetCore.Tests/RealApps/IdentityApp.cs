using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app on ASP.NET Core Identity with Okta as external login: its pages do what the scaffolded ones do.</summary>
internal static class IdentityApp
{
    public const string Password = "Passw0rd!";

    private const string Scheme = "OpenIdConnect";

    private static int _count;

    public static async Task<RunningApp> StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? endpoints = null)
    {
        var shared = new SharedState();
        shared.Okta.IssuesDistinctTokens = true;
        return await Create(shared, services, endpoints).StartAsync();
    }

    /// <summary>An app that can be started again over the same users.</summary>
    public static SomeApp Create(
        SharedState shared, Action<IServiceCollection>? services = null, Action<WebApplication>? endpoints = null, string? database = null, bool hasLibrary = true)
    {
        database ??= NewDatabase();
        return new()
        {
            Clock = shared.Clock,
            Okta = shared.Okta,
            Authentication = (authentication, _) =>
            {
                authentication.Services.AddDbContext<IdentityUsers>(options => options.UseInMemoryDatabase(database));
                authentication.Services.AddIdentity<IdentityUser, IdentityRole>().AddEntityFrameworkStores<IdentityUsers>().AddDefaultTokenProviders();
                authentication.AddOpenIdConnect(options =>
                {
                    SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
                    options.SaveTokens = true;
                });
            },
            AddOktaLogout = hasLibrary ? Channels.Add : _ => { },
            Map = hasLibrary ? host => host.MapOktaLogout() : _ => { },
            Services = it =>
            {
                shared.AddTo(it);
                services?.Invoke(it);
            },
            Endpoints = host =>
            {
                MapLogin(host);
                MapAccount(host);
                endpoints?.Invoke(host);
            },
        };
    }

    public static string NewDatabase() => $"users-{Interlocked.Increment(ref _count)}";

    /// <summary>Works on the users as a page would.</summary>
    public static async Task<T> UsersAsync<T>(this RunningApp app, Func<UserManager<IdentityUser>, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }

    private static void MapLogin(WebApplication host)
    {
        host.MapGet("/login/okta", (SignInManager<IdentityUser> signIn) =>
            TypedResults.Challenge(signIn.ConfigureExternalAuthenticationProperties(Scheme, "/login/okta/callback"), [Scheme]));
        host.MapGet("/login/okta/callback", CallbackAsync);
        host.MapPost(IdentitySignIn.SecondFactorPage, async (HttpRequest request, SignInManager<IdentityUser> signIn) =>
        {
            var form = await request.ReadFormAsync();
            return await signIn.TwoFactorSignInAsync(TokenOptions.DefaultEmailProvider, form["code"]!, isPersistent: false, rememberClient: form["remember"] == "true");
        });
        host.MapPost("/login/recovery", async (HttpRequest request, SignInManager<IdentityUser> signIn) =>
            await signIn.TwoFactorRecoveryCodeSignInAsync((await request.ReadFormAsync())["code"]!));
        host.MapPost("/login/password", async (HttpRequest request, SignInManager<IdentityUser> signIn) =>
            await signIn.PasswordSignInAsync((await request.ReadFormAsync())["user"]!, Password, isPersistent: false, lockoutOnFailure: false));
    }

    private static void MapAccount(WebApplication host)
    {
        host.MapPost("/account/refresh", async (HttpContext context, SignInManager<IdentityUser> signIn, UserManager<IdentityUser> users) =>
        {
            await signIn.RefreshSignInAsync((await users.GetUserAsync(context.User))!);
        });
        host.MapPost("/account/logout", (SignInManager<IdentityUser> signIn) => signIn.SignOutAsync());
    }

    private static async Task<IResult> CallbackAsync(SignInManager<IdentityUser> signIn, UserManager<IdentityUser> users)
    {
        if (await signIn.GetExternalLoginInfoAsync() is not { } login)
            return Results.BadRequest();
        var result = await signIn.ExternalLoginSignInAsync(login.LoginProvider, login.ProviderKey, isPersistent: false);
        if (result.Succeeded)
            return Results.Redirect("/");
        if (result.RequiresTwoFactor)
            return Results.Redirect(IdentitySignIn.SecondFactorPage);

        // The first time. The scaffolded page leaves the external cookie behind, too.
        var user = new IdentityUser(login.ProviderKey) { Email = $"{login.ProviderKey}@local.example", EmailConfirmed = true };
        (await users.CreateAsync(user)).Succeeded.Should().BeTrue();
        (await users.AddLoginAsync(user, login)).Succeeded.Should().BeTrue();
        await signIn.SignInAsync(user, isPersistent: false, login.LoginProvider);
        return Results.Redirect("/");
    }
}
