using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

/// <summary>What is recorded of a live session. Not a record type, because ToString of one shows the values.</summary>
internal sealed class LiveSessionRecord
{
    /// <summary>Gets the session as its cookie has it, without tokens: what the revocation list and the limits need.</summary>
    [JsonPropertyName("s")]
    public required string Session { get; init; }

    [JsonPropertyName("l")]
    public required DateTimeOffset LastSeenAt { get; init; }

    [JsonPropertyName("x")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonPropertyName("d")]
    public string? Description { get; init; }
}
