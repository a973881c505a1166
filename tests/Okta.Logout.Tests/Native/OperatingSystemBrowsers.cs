namespace Okta.Logout.Tests;

/// <summary>Which program opens an address on Linux.</summary>
public sealed class OperatingSystemBrowsers
{
    private const string Url = "https://example.okta.com/logout?a=b&c=d";

    [Theory]
    [InlineData("DISPLAY")]
    [InlineData("WAYLAND_DISPLAY")]
    [InlineData("BROWSER")]
    public void On_a_desktop_it_is_that_of_the_desktop(string variable)
    {
        var command = OperatingSystemBrowser.LinuxCommandOf(Url, name => name == variable ? "some" : null, _ => true);

        (command.FileName, command.Arguments).Should().Be(("/usr/bin/xdg-open", $"\"{Url}\""));
    }

    [Fact]
    public void It_is_started_from_a_fixed_folder_only() =>
        FluentActions.Invoking(() => OperatingSystemBrowser.LinuxCommandOf(Url, _ => ":0", file => !file.StartsWith('/')))
            .Should().Throw<SystemBrowserException>().WithMessage("OL9604:*xdg-open is not installed*");

    [Fact]
    public void On_a_machine_without_desktop_there_is_none() =>
        FluentActions.Invoking(() => OperatingSystemBrowser.LinuxCommandOf(Url, _ => null, _ => true)).Should().Throw<SystemBrowserException>().WithMessage("OL9604:*DISPLAY*ShowUrl*");

    [Theory]
    [InlineData("/usr/bin/wslview", "\"" + Url + "\"")]
    [InlineData("/mnt/c/Windows/System32/rundll32.exe", "url.dll,FileProtocolHandler \"" + Url + "\"")]
    public void In_the_Linux_of_Windows_it_is_that_of_Windows(string opener, string arguments)
    {
        var command = OperatingSystemBrowser.LinuxCommandOf(Url, name => name is "WSL_DISTRO_NAME" or "DISPLAY" ? "some" : null, file => file == opener);

        (command.FileName, command.Arguments).Should().Be((opener, arguments));
    }

    [Fact]
    public void A_program_that_fails_is_not_taken_for_a_browser_that_did_not_open() =>
        FluentActions.Invoking(() => OperatingSystemBrowser.Start(new("/bin/false"))).Should().NotThrow("openers also exit with 1 when the browser has opened");

    [Fact]
    public void An_address_cannot_begin_another_argument() =>
        OperatingSystemBrowser.LinuxCommandOf("https://a/\" --evil \\\"", _ => ":0", _ => true).Arguments.Should().Be("\"https://a/%22 --evil %5C%22\"");
}
