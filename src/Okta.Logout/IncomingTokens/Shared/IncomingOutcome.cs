namespace Okta.Logout;

/// <summary>What a handler decided: a status, and why a request is refused. The error has the syntax of RFC 6749, section 5.2, unless the channel uses another.</summary>
internal sealed record IncomingOutcome(int Status, string? ErrorId = null, string Reason = "", string Error = "invalid_request")
{
    public const int MethodNotAllowed = 405;

    private const int BadRequestStatus = 400;
    private const int ServiceUnavailable = 503;

    private static readonly TimeSpan RetryAfterOutage = TimeSpan.FromSeconds(10);

    public TimeSpan? RetryAfter { get; private init; }

    public string? Challenge { get; init; }

    public IReadOnlyList<SignOutStep> Steps { get; init; } = [];

    public static IncomingOutcome BadRequest(string id, string reason, string error = "invalid_request") => new(BadRequestStatus, id, reason, error);

    public static IncomingOutcome WrongMethod(string id) => new(MethodNotAllowed, id, "The method has to be POST.");

    /// <summary>A fault of this app, not of the sender, who may send the request again.</summary>
    public static IncomingOutcome Outage(string id, string reason) => new(ServiceUnavailable, id, reason, "temporarily_unavailable") { RetryAfter = RetryAfterOutage };

    public static IncomingOutcome NoKeys(SigningKeysUnavailableException exception)
    {
        var reason = exception.IsOutage ? "The keys of the issuer are not available." : "The key is not known yet. The token may be sent again.";
        return Outage(exception.ErrorId, reason) with { RetryAfter = exception.RetryAfter };
    }
}
