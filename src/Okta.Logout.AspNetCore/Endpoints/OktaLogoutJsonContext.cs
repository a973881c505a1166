using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignedOutResponse))]
internal sealed partial class OktaLogoutJsonContext : JsonSerializerContext;
