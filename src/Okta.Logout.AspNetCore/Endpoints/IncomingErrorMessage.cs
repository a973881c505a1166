using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

/// <summary>An error as Back-Channel Logout 1.0, section 2.8 wants it: in the syntax of RFC 6749, section 5.2.</summary>
/// <param name="Error">The code.</param>
/// <param name="Description">An id of docs/errors.md and a general text: nothing of the request.</param>
internal sealed record IncomingErrorMessage(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);
