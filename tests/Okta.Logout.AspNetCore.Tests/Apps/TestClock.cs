using Microsoft.Extensions.Internal;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The clock of the tests in the form that caches ask for.</summary>
internal sealed class TestClock(TimeProvider clock) : ISystemClock
{
    public DateTimeOffset UtcNow => clock.GetUtcNow();
}
