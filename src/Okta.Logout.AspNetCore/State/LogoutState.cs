namespace Okta.Logout.AspNetCore;

/// <summary>The content of <c>state</c>. It is short, whatever the return URL, because servers limit the query in which it comes back.</summary>
/// <param name="Nonce">Names the correlation cookie, which holds the return URL.</param>
/// <param name="ExpiresAt">When the state expires.</param>
internal sealed record LogoutState(string Nonce, DateTimeOffset ExpiresAt);
