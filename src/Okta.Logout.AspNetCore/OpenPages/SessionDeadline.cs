namespace Okta.Logout.AspNetCore;

/// <summary>When a session ends by itself.</summary>
/// <param name="EndsAt">The time, by the app's clock.</param>
/// <param name="CanExtend">Whether the user can postpone it: not an absolute limit, nor the end of a cookie that does not slide.</param>
internal sealed record SessionDeadline(DateTimeOffset EndsAt, bool CanExtend);
