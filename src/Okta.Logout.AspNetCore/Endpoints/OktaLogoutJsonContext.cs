using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignedOutMessage))]
internal sealed partial class OktaLogoutJsonContext : JsonSerializerContext;
