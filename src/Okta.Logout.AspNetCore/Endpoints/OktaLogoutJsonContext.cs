using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignedOutMessage))]
[JsonSerializable(typeof(IncomingErrorMessage))]
[JsonSerializable(typeof(SecurityEventErrorMessage))]
internal sealed partial class OktaLogoutJsonContext : JsonSerializerContext;
