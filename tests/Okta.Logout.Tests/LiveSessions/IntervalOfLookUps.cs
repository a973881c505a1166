namespace Okta.Logout.Tests;

public sealed class IntervalOfLookUps
{
    [Theory]
    [InlineData(0.9)]
    [InlineData(3_601)]
    public void It_stays_between_a_second_and_an_hour(double seconds)
    {
        var options = new SessionTerminationOptions { ConnectionCheckInterval = TimeSpan.FromSeconds(seconds) };

        new SessionTerminationOptionsValidator().Validate(null, options).FailureMessage
            .Should().StartWith("OL1101").And.Contain(nameof(options.ConnectionCheckInterval));
    }

    [Fact]
    public void The_default_is_valid() => new SessionTerminationOptionsValidator().Validate(null, new()).Succeeded.Should().BeTrue();
}
