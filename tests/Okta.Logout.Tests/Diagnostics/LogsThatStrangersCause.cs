using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public sealed class LogsThatStrangersCause
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly LogThrottle _throttle;

    public LogsThatStrangersCause() => _throttle = new(_clock);

    [Fact]
    public void The_first_of_a_kind_is_logged()
    {
        _throttle.Allows("front-channel", "OL7101", out var suppressed).Should().BeTrue();
        suppressed.Should().Be(0);
    }

    [Fact]
    public void The_others_of_the_minute_are_counted_in_the_line_that_follows_it()
    {
        Log(times: 100).Should().Equal(0);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Log(times: 1).Should().BeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Log(times: 100).Should().Equal(100);
        _clock.Advance(TimeSpan.FromHours(1));
        Log(times: 1).Should().Equal(99);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Log(times: 1).Should().Equal(0);
    }

    [Fact]
    public void Another_kind_has_a_minute_of_its_own()
    {
        Log(times: 1).Should().Equal(0);

        _throttle.Allows("front-channel", "OL7102", out _).Should().BeTrue();
        _throttle.Allows("back-channel", "OL7101", out _).Should().BeTrue();
    }

    [Fact]
    public async Task Of_those_that_come_together_one_is_logged()
    {
        var lines = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Log(times: 20))));

        lines.SelectMany(line => line).Should().Equal(0);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Log(times: 1).Should().Equal(999);
    }

    /// <summary>The counts of the lines that were logged.</summary>
    private List<int> Log(int times)
    {
        List<int> lines = [];
        for (var i = 0; i < times; i++)
        {
            if (_throttle.Allows("front-channel", "OL7101", out var suppressed))
                lines.Add(suppressed);
        }

        return lines;
    }
}
