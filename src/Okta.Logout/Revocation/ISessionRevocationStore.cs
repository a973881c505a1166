namespace Okta.Logout;

/// <summary>The revocation list: small tombstones, checked on each request, never removed by a later sign-in.</summary>
/// <remarks>
/// <para>A store that cannot reach its list throws an exception of any type. The receipt of a sign-out then says so, the response to an incoming token is 503, and signed-in
/// requests are treated as the app has chosen. A store that returns <see langword="false"/> instead lets ended sessions go on.</para>
/// <para>Entries that strangers can cause are marked (<see cref="SessionRevocation.IsUnconfirmed"/>). The library's own stores limit their number; a store that
/// treats them like all other entries works, but only the rate limit of front-channel logout limits its growth.</para>
/// </remarks>
public interface ISessionRevocationStore
{
    /// <summary>Adds an entry. A second entry for the same target never reduces which sessions the first one ends, or for how long.</summary>
    /// <param name="revocation">The entry.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when every later check sees the entry.</returns>
    ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default);

    /// <summary>Tells whether any entry ends this session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the session has ended.</returns>
    ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default);
}
