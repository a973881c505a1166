using System.Text.Json.Serialization;

namespace Okta.Logout.AspNetCore;

/// <summary>What a browser still has to do for a sign-out in the next page load.</summary>
/// <param name="Requests">The logout requests, in the order in which the browser has to send them.</param>
/// <param name="ReturnUrl">Where the user ends up.</param>
/// <param name="IsOktaUnreachable">Whether the user has to be told that Okta could not be reached.</param>
/// <param name="IsOktaSessionOpen">Whether the user has to be told that the Okta session may still be open, because there is no request to end it.</param>
/// <param name="IsIncomplete">Whether the user has to be told that the app itself may still treat them as signed in.</param>
/// <param name="ExpiresAt">When it expires.</param>
internal sealed record PendingSignOut(
    IReadOnlyList<LogoutRequest> Requests, string ReturnUrl, bool IsOktaUnreachable, bool IsOktaSessionOpen, bool IsIncomplete, DateTimeOffset ExpiresAt)
{
    /// <summary>Gets whether the browser only has to go to the return URL.</summary>
    [JsonIgnore]
    public bool IsOver => Requests.Count == 0 && !IsOktaUnreachable && !IsOktaSessionOpen && !IsIncomplete;

    /// <summary>Returns what is left after the first request. The user is not told the same twice.</summary>
    public PendingSignOut AfterFirst() =>
        this with { Requests = [.. Requests.Skip(1)], IsOktaUnreachable = false, IsIncomplete = false, IsOktaSessionOpen = IsOktaSessionOpen && Requests.Count > 0 };

    /// <summary>Returns what is left if the requests cannot be kept.</summary>
    public PendingSignOut WithoutRequests() => this with { Requests = [], IsOktaSessionOpen = true };

    /// <summary>Shows no values, because the requests include ID tokens.</summary>
    public override string ToString() => $"{nameof(PendingSignOut)} ({Requests.Count})";
}
