using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

/// <summary>What an open page learns of its session.</summary>
/// <param name="SignedIn">Whether the request came with a live session.</param>
/// <param name="User">A digest that is another one for another user, and for another session of a user without a name; null if nobody is signed in.</param>
/// <param name="ExpiresIn">The whole seconds until the session ends by itself; null if nobody is signed in.</param>
/// <param name="CanExtend">Whether <c>POST</c> to the same address postpones the deadline.</param>
/// <param name="SignedOutUrl">The path of the page for signed-out users, which never begins a sign-in.</param>
internal sealed record SessionStatusResponse(bool SignedIn, string? User, long? ExpiresIn, bool CanExtend, string SignedOutUrl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionStatusResponse))]
internal sealed partial class SessionStatusJsonContext : JsonSerializerContext;
