namespace Okta.Logout;

/// <summary>The responses to Okta, which uses the status only; the rest is for people.</summary>
internal static class UniversalLogoutOutcomes
{
    public static readonly IncomingOutcome Done = new(204);

    public static readonly IncomingOutcome NoToken =
        new(401, "OL8232", "The request needs exactly one Authorization header with a bearer token.") { Challenge = "Bearer" };

    public static readonly IncomingOutcome WrongBody =
        IncomingOutcome.BadRequest("OL8233", "The body has to be a JSON object of up to 64 KiB with nothing but a sub_id of a known format.");

    public static readonly IncomingOutcome UnknownUser = new(404, "OL8234", "There is no such user.", "not_found");

    public static readonly IncomingOutcome CannotSignOut =
        new(422, "OL8235", "This user cannot be signed out.", "unprocessable");

    public static readonly IncomingOutcome ResolverFailed = IncomingOutcome.Outage("OL8236", "The user could not be looked up. The request may be sent again.");

    public static readonly IncomingOutcome NotRecorded = IncomingOutcome.Outage("OL8237", "The logout cannot be recorded. The request may be sent again.");

    public static readonly IncomingOutcome Incomplete = IncomingOutcome.Outage("OL8238", "The sessions have ended, but a part of the logout failed. The request may be sent again.");

    public static IncomingOutcome WrongToken(TokenRefusal refusal) =>
        new(401, refusal.Id, refusal.Reason, "invalid_token") { Challenge = "Bearer error=\"invalid_token\"" };
}
