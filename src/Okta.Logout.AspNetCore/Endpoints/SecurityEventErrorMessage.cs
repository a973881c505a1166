using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

/// <summary>An error as RFC 8935, section 2.3 wants it.</summary>
/// <param name="Code">A code of section 2.4.</param>
/// <param name="Description">An id of docs/errors.md and a general text: nothing of the request.</param>
internal sealed record SecurityEventErrorMessage(
    [property: JsonPropertyName("err")] string Code,
    [property: JsonPropertyName("description")] string Description);
