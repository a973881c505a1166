namespace LocalOkta;

/// <summary>One signal to one app, and the response.</summary>
/// <param name="Time">When it was sent.</param>
/// <param name="Kind">Which signal.</param>
/// <param name="UserId">Whose sessions were to end.</param>
/// <param name="Sid">The one session that was to end; none means all.</param>
/// <param name="ClientId">The app.</param>
/// <param name="Endpoint">Where it was sent.</param>
/// <param name="Status">The status of the response, if there was one.</param>
/// <param name="Body">The beginning of the response body.</param>
/// <param name="Error">Why there is no response.</param>
/// <param name="DurationMs">How long the app took, in milliseconds.</param>
public sealed record Delivery(
    DateTimeOffset Time,
    string Kind,
    string UserId,
    string? Sid,
    string ClientId,
    string Endpoint,
    int? Status,
    string? Body,
    string? Error,
    long DurationMs)
{
    public bool IsAccepted => Status is >= 200 and < 300;
}
