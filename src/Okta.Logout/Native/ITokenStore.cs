namespace Okta.Logout;

/// <summary>Where a native app keeps the tokens of its user: a protected file, the key chain, the credential store of the platform.</summary>
public interface ITokenStore
{
    /// <summary>Reads the tokens.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The tokens; <see langword="null"/> if nobody is signed in.</returns>
    ValueTask<StoredTokens?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes the tokens. Called at every sign-out, also if they could not be read or revoked.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when they are gone.</returns>
    ValueTask RemoveAsync(CancellationToken cancellationToken = default);
}
