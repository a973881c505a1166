namespace Okta.Logout.AspNetCore;

/// <summary>What travels to Okta and back in <c>state</c>.</summary>
/// <param name="Nonce">Names the correlation cookie.</param>
/// <param name="ExpiresAt">When the state is worth nothing any more.</param>
/// <param name="ReturnUrl">Where the user goes in the end.</param>
internal sealed record LogoutState(string Nonce, DateTimeOffset ExpiresAt, string ReturnUrl);
