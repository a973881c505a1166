using System.Security.Claims;

namespace Okta.Logout.AspNetCore;

/// <summary>The app's name for a user.</summary>
internal static class UserName
{
    /// <summary>Returns the user's identifier, otherwise the name; null for a user without either.</summary>
    public static string? Of(ClaimsPrincipal? user) => IdOf(user) ?? user?.Identity?.Name;

    public static string? EmailOf(ClaimsPrincipal? user) => user?.FindFirst("email")?.Value ?? user?.FindFirst(ClaimTypes.Email)?.Value;

    public static string? IdOf(ClaimsPrincipal? user) => user?.FindFirst("sub")?.Value ?? user?.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}
