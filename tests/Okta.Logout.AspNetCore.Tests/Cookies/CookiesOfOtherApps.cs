using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Browsers share cookies between the ports of a host: two apps on a developer's machine with one cookie name sign each other out.</summary>
public sealed class CookiesOfOtherApps
{
    [Theory]
    [InlineData("https://localhost:5001", true)]
    [InlineData("https://127.0.0.1:5001", true)]
    [InlineData("https://[::1]:5001", true)]
    [InlineData("https://one.localhost:5001", true)]
    [InlineData("https://app.example.com", false)]
    public async Task A_sign_in_over_the_cookie_of_another_app_is_warned_about_on_a_developer_s_machine(string origin, bool isWarning)
    {
        await using var one = await new SomeApp().StartAsync();
        await using var other = await new SomeApp { Services = services => services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()) }.StartAsync();
        var browser = one.NewBrowser(origin);
        await browser.SignInAsync();

        await browser.At(other).SignInAsync();

        Warnings(other).Should().HaveCount(isWarning ? 1 : 0);
        Warnings(one).Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_sign_in_to_the_same_app_is_not()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser("https://localhost:5001");

        await browser.SignInAsync();
        await browser.SignInAsync();

        Warnings(app).Should().BeEmpty();
    }

    [Fact]
    public async Task Apps_with_cookie_names_of_their_own_are_not()
    {
        await using var one = await new SomeApp { Cookie = options => options.Cookie.Name = "one" }.StartAsync();
        await using var other = await new SomeApp { Cookie = options => options.Cookie.Name = "other" }.StartAsync();
        var browser = one.NewBrowser("https://localhost:5001");
        await browser.SignInAsync();

        await browser.At(other).SignInAsync();

        Warnings(other).Should().BeEmpty();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_sign_out_with_a_cookie_that_no_key_opens_is_logged_because_other_nodes_may_have_the_key()
    {
        var shared = new SharedState();
        await using var node = await shared.StartNodeAsync();
        await using var nodeWithOtherKeys = await new SomeApp { Clock = shared.Clock }.StartAsync();
        var browser = await node.SignedInBrowserAsync();

        await browser.At(nodeWithOtherKeys).PostAsync("/signout");

        nodeWithOtherKeys.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL6208:", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Warnings(RunningApp app) =>
        app.OwnLogs.Where(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL6126:", StringComparison.Ordinal)).Select(record => record.Message);
}
