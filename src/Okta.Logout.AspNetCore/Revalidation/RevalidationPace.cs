using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>When Okta is asked about a session.</summary>
internal sealed class RevalidationPace(IOptions<SessionRevalidationOptions> options)
{
    // Early enough that a session in use is never waited for, and spread, so that sessions that began together are not asked about together.
    private const double EarliestShare = 0.8;
    private const double RetryShare = 0.25;

    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRetryOfRefused = TimeSpan.FromSeconds(5);

    public TimeSpan Interval { get; } = options.Value.Interval;

    /// <summary>Gets how long no node asks again after an answer.</summary>
    public TimeSpan Earliest => Interval * EarliestShare;

    /// <summary>Returns how long after an answer a session is asked about again: the same on all nodes.</summary>
    public TimeSpan DueAfter(SessionDescriptor session) =>
        Interval * (EarliestShare + (1 - EarliestShare) * (session.Keys[SessionTargetKind.Ticket]?.Low ?? 0) / ulong.MaxValue);

    /// <summary>Tells whether a session has gone on without an answer for too long.</summary>
    public bool IsOverLimit(TimeSpan unverified) => unverified >= options.Value.MaxUnverified;

    /// <summary>Returns how long nobody asks again without an answer.</summary>
    public TimeSpan RetryAfter(TimeSpan unverified)
    {
        var longest = IsOverLimit(unverified) ? LongestRetryOfRefused : LongestRetry;
        return Interval * RetryShare < longest ? Interval * RetryShare : longest;
    }
}
