namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Tests the reference that the property tests compare with.</summary>
public sealed class BrowserUrls
{
    [Theory]
    [InlineData("//evil.com", "https://evil.com")]
    [InlineData("\\\\evil.com", "https://evil.com")]
    [InlineData("/\t/evil.com", "https://evil.com")]
    [InlineData("////evil.com/x", "https://evil.com")]
    [InlineData("https://a@evil.com#x", "https://evil.com")]
    [InlineData("http:evil.com", "http://evil.com")]
    [InlineData("http:/evil.com", "http://evil.com")]
    [InlineData(" JaVaScRiPt:alert(1)", "javascript:")]
    public void A_target_elsewhere_is_seen(string location, string target) => BrowserUrl.LeavesFor(location).Should().Be(target);

    [Theory]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("?x")]
    [InlineData("https:evil.com")]
    [InlineData("https:/evil.com")]
    public void A_target_here_is_seen(string location) => BrowserUrl.LeavesFor(location).Should().BeNull();
}
