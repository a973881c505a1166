using CsCheck;

namespace Okta.Logout.Tests;

public class BackOffs
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1_000_000, 60)]
    public void The_wait_doubles_from_one_second_to_sixty(int failures, double seconds)
    {
        BackOff.Delay(failures, random: 0.5).TotalSeconds.Should().BeApproximately(seconds, 0.001);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 12)]
    public void The_jitter_is_a_fifth_to_either_side(double random, double tenthsOfSeconds)
    {
        BackOff.Delay(1, random).TotalSeconds.Should().BeApproximately(tenthsOfSeconds / 10, 0.001);
    }

    [Fact]
    public void The_wait_is_between_the_shortest_and_the_longest_whatever_the_server_asks_for()
    {
        Gen.Select(Gen.Int[1, int.MaxValue], Gen.Double[0, 1], Gen.TimeSpan.Nullable()).Sample((failures, random, retryAfter) =>
            BackOff.Delay(failures, random, retryAfter) is var delay
            && delay >= TimeSpan.FromSeconds(0.8) && delay <= TimeSpan.FromMinutes(5));
    }
}
