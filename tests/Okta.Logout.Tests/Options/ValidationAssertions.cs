using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

internal static class ValidationAssertions
{
    public static ValidateOptionsResult Validate(this OktaLogoutOptions options, string? name = null) =>
        new OktaLogoutOptionsValidator().Validate(name, options);

    public static void ShouldBeValid(this OktaLogoutOptions options) =>
        options.Validate().Should().BeEquivalentTo(new { Succeeded = true, FailureMessage = (string?)null });

    /// <summary>Exactly this one rule is broken.</summary>
    public static string ShouldFail(this OktaLogoutOptions options, string id)
    {
        var failure = options.Validate().Failures.Should().ContainSingle().Which;
        failure.Should().StartWith(id + ":");
        return failure;
    }
}
