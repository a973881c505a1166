using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What Okta is answered: only the status counts there, the rest is for people.</summary>
internal sealed record UniversalLogoutAnswer(int Status, string? ErrorId = null, string Reason = "", string Error = "invalid_request")
{
    // First: the answers below are made with it.
    private static readonly TimeSpan RetryAfterOutage = TimeSpan.FromSeconds(10);

    public static readonly UniversalLogoutAnswer Done = new(StatusCodes.Status204NoContent);

    public static readonly UniversalLogoutAnswer WrongMethod = new(StatusCodes.Status405MethodNotAllowed, "OL8231", "The method has to be POST.");

    public static readonly UniversalLogoutAnswer NoToken =
        new(StatusCodes.Status401Unauthorized, "OL8232", "Exactly one Authorization header with a bearer token is needed.") { Challenge = "Bearer" };

    public static readonly UniversalLogoutAnswer WrongBody =
        new(StatusCodes.Status400BadRequest, "OL8233", "The body has to be a JSON object with nothing but a sub_id of a known format.");

    public static readonly UniversalLogoutAnswer UnknownUser = new(StatusCodes.Status404NotFound, "OL8234", "There is no such user.", "not_found");

    public static readonly UniversalLogoutAnswer CannotSignOut =
        new(StatusCodes.Status422UnprocessableEntity, "OL8235", "This user cannot be signed out.", "unprocessable");

    public static readonly UniversalLogoutAnswer ResolverFailed = Outage("OL8236", "The user could not be looked up. The request may be sent again.");

    public static readonly UniversalLogoutAnswer NotRecorded = Outage("OL8237", "The logout cannot be recorded. The request may be sent again.");

    public static readonly UniversalLogoutAnswer Incomplete = Outage("OL8238", "A part of the logout failed. The request may be sent again.");

    public TimeSpan? RetryAfter { get; private init; }

    public string? Challenge { get; private init; }

    public static UniversalLogoutAnswer WrongToken(TokenRefusal refusal) =>
        new(StatusCodes.Status401Unauthorized, refusal.Id, refusal.Reason, "invalid_token") { Challenge = "Bearer error=\"invalid_token\"" };

    public static UniversalLogoutAnswer NoKeys(TimeSpan retryAfter) =>
        Outage("OL8104", "The keys of the issuer cannot be had.") with { RetryAfter = retryAfter };

    /// <summary>A body that could not be read at all: too large, too slow, cut off.</summary>
    public static UniversalLogoutAnswer Unread(int status) => WrongBody with { Status = status };

    private static UniversalLogoutAnswer Outage(string id, string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, id, reason, "temporarily_unavailable") { RetryAfter = RetryAfterOutage };
}
