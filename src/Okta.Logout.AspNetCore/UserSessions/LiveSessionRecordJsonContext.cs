using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

[JsonSerializable(typeof(LiveSessionRecord))]
internal sealed partial class LiveSessionRecordJsonContext : JsonSerializerContext;
