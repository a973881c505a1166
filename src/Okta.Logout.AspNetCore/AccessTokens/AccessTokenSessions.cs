namespace Okta.Logout.AspNetCore;

/// <summary>
/// Remembers tokens that come again and again, because the digests of their names are expensive. It says nothing of whether a token is valid or revoked. Each place holds
/// one token, and another token may take the place.
/// </summary>
internal sealed class AccessTokenSessions
{
    // A power of two. A place that is taken needs less than a kilobyte.
    private const int Places = 4096;

    private readonly AccessTokenSession?[] _places = new AccessTokenSession?[Places];

    public AccessTokenSession Get(string scheme, in ValidatedAccessToken token)
    {
        ref var place = ref _places[token.GetHashCode() & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && known.Token == token && known.Scheme == scheme)
            return known;
        var found = new AccessTokenSession(scheme, token);
        Volatile.Write(ref place, found);
        return found;
    }
}
