using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PendingSignOut))]
internal sealed partial class PendingSignOutJsonContext : JsonSerializerContext;
