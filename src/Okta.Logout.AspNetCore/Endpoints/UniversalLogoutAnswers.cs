using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What Okta is answered: only the status counts there, the rest is for people.</summary>
internal static class UniversalLogoutAnswers
{
    public static readonly IncomingAnswer Done = new(StatusCodes.Status204NoContent);

    public static readonly IncomingAnswer NoToken =
        new(StatusCodes.Status401Unauthorized, "OL8232", "Exactly one Authorization header with a bearer token is needed.") { Challenge = "Bearer" };

    public static readonly IncomingAnswer WrongBody =
        IncomingAnswer.BadRequest("OL8233", "The body has to be a JSON object with nothing but a sub_id of a known format.");

    public static readonly IncomingAnswer UnknownUser = new(StatusCodes.Status404NotFound, "OL8234", "There is no such user.", "not_found");

    public static readonly IncomingAnswer CannotSignOut =
        new(StatusCodes.Status422UnprocessableEntity, "OL8235", "This user cannot be signed out.", "unprocessable");

    public static readonly IncomingAnswer ResolverFailed = IncomingAnswer.Outage("OL8236", "The user could not be looked up. The request may be sent again.");

    public static readonly IncomingAnswer NotRecorded = IncomingAnswer.Outage("OL8237", "The logout cannot be recorded. The request may be sent again.");

    public static readonly IncomingAnswer Incomplete = IncomingAnswer.Outage("OL8238", "A part of the logout failed. The request may be sent again.");

    public static IncomingAnswer WrongToken(TokenRefusal refusal) =>
        new(StatusCodes.Status401Unauthorized, refusal.Id, refusal.Reason, "invalid_token") { Challenge = "Bearer error=\"invalid_token\"" };
}
