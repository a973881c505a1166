using System.Security.Cryptography;
using System.Text;

namespace Okta.Logout;

/// <summary>Where the browser goes, and how to recognise that it came back.</summary>
public sealed class SystemBrowserRequest
{
    private readonly byte[] _state;

    /// <summary>Initializes a new instance of the <see cref="SystemBrowserRequest"/> class.</summary>
    /// <param name="url">The logout URL, with a <c>state</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty, or has no <c>state</c>, or several.</exception>
    public SystemBrowserRequest(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        if (RedirectQuery.ValuesOf(url, "state") is not [{ Length: > 0 } state])
            throw new ArgumentException("The URL must have one state, by which the answer is recognised.", nameof(url));
        Url = url;
        _state = Encoding.UTF8.GetBytes(state);
    }

    /// <summary>Gets the logout URL, to be opened by a GET in the user's browser. It holds the ID token: do not log it.</summary>
    public string Url { get; }

    /// <summary>Gets whether an address came that has another <c>state</c>.</summary>
    internal bool HasSeenAnotherState { get; private set; }

    /// <summary>Says whether an address that the browser came to is the answer to this request: it has its <c>state</c>, once.</summary>
    /// <param name="redirectUrl">The address, with its query.</param>
    /// <returns><see langword="false"/> for everything else, which must not end the wait: any page can send a browser here.</returns>
    public bool IsAnsweredBy(string? redirectUrl)
    {
        var states = RedirectQuery.ValuesOf(redirectUrl, "state");
        if (states.Count == 1 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(states[0]), _state))
            return true;
        HasSeenAnotherState |= states.Count > 0;
        return false;
    }

    /// <summary>Returns the type's name only: the URL is secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => nameof(SystemBrowserRequest);
}
