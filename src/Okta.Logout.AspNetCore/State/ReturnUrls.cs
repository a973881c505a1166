using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Where the user goes after a sign-out. A refused value is logged; otherwise nothing would show why the user gets the default page.</summary>
internal sealed partial class ReturnUrls(ReturnUrlPolicy policy, PublicAddress publicAddress, LogThrottle throttle, ILogger<ReturnUrls> logger)
{
    /// <summary>Returns the return URL of the request; the default if there is none, or it is refused.</summary>
    public string Choose(HttpContext context, string? requested) => Accept(context, requested) ?? Default(context);

    /// <summary>Returns the return URL of the request in a form for a Location header; null if there is none, or it is refused.</summary>
    public string? Accept(HttpContext context, string? requested)
    {
        if (string.IsNullOrEmpty(requested))
            return null;
        var accepted = policy.Accept(requested, publicAddress.PathBase(context), PublicAddress.RequestOrigin(context));
        if (accepted is null && throttle.Allows(nameof(ReturnUrls), "OL7004", out var suppressed))
            Log.Refused(logger, ProblemOf(requested), suppressed);
        return accepted;
    }

    public string Default(HttpContext context) => policy.SignedOutPath(publicAddress.PathBase(context));

    // Without the value, because its query may hold anything.
    private static string ProblemOf(string value)
    {
        if (value.Length > ReturnUrlPolicy.MaxLength)
            return $"it has more than {ReturnUrlPolicy.MaxLength} characters";
        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? $"{uri.Scheme}://{uri.Authority} is not an origin of this app, and not one of OktaLogoutWebOptions.AllowedOrigins"
            : "it is not a path of this app, or is one that browsers may read as another site";
    }

    private static partial class Log
    {
        [LoggerMessage(7004, LogLevel.Information, "OL7004: The returnUrl of a sign-out was refused: {Problem}. The user goes to OktaLogoutWebOptions.SignedOutPath. Similar events since the previous line: {Suppressed}.")]
        public static partial void Refused(ILogger logger, string problem, int suppressed);
    }
}
