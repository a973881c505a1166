using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The ways in which code of an app issues the cookie of a session anew.</summary>
internal static class Reissues
{
    public const string SameTicket = "SignInAsync with the same ticket";
    public const string FreshProperties = "SignInAsync with fresh properties";
    public const string OwnUser = "SignInAsync with a user of the app";
    public const string OwnLifetime = "SignInAsync for 90 days";
    public const string SignOutAndIn = "SignOutAsync and SignInAsync with the same ticket";
    public const string SignOutAndInOwnUser = "SignOutAsync and SignInAsync with a user of the app";

    public static IReadOnlyList<string> All { get; } = [SameTicket, FreshProperties, OwnUser, OwnLifetime, SignOutAndIn, SignOutAndInOwnUser];

    /// <summary>Issues the cookie anew; between reading the session and that, the app is at work.</summary>
    public static async Task RunAsync(HttpContext context, string way, Func<Task>? work = null)
    {
        var ticket = (await context.AuthenticateAsync()).Ticket;
        if (work is not null)
            await work();
        if (ticket is null)
            return;
        if (way is SignOutAndIn or SignOutAndInOwnUser)
            await context.SignOutAsync();
        var user = way is OwnUser or SignOutAndInOwnUser ? LocalUser() : ticket.Principal;
        await context.SignInAsync(user, PropertiesFor(way, ticket.Properties));
    }

    private static AuthenticationProperties? PropertiesFor(string way, AuthenticationProperties properties) => way switch
    {
        SameTicket or SignOutAndIn => properties,
        OwnLifetime => new() { IsPersistent = true, ExpiresUtc = The.Now.AddDays(90) },
        _ => null,
    };

    private static ClaimsPrincipal LocalUser() => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], "own"));
}
