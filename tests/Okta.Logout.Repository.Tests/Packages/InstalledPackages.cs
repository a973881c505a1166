using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>The packages as users get them: installed into an app that names the oldest patches, into one that is trimmed, and into one that is compiled ahead of time.</summary>
public partial class InstalledPackages(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task An_app_with_the_oldest_patches_installs_them_and_signs_out()
    {
        using var app = new ConsumerApp(packages);
        await app.CreateAsync();

        var output = await app.WithLibraryAsync("build", "-o", "out");
        using var process = app.Start("out/App.dll");

        WarningsOfOurs(output).Should().BeEmpty();
        await ShouldSignOutAsync(process);
    }

    [Fact]
    public async Task An_app_with_the_oldest_Entity_Framework_keeps_its_list_in_a_database()
    {
        using var app = new ConsumerApp(packages, hasDatabase: true);
        await app.CreateAsync();

        var output = await app.WithLibraryAsync("build", "-o", "out");
        using var process = app.Start("out/App.dll");

        WarningsOfOurs(output).Should().BeEmpty();
        using var client = await process.ClientAsync();
        int.Parse(await client.GetStringAsync("/revoke"), CultureInfo.InvariantCulture).Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task A_trimmed_app_has_no_warning_of_ours_and_signs_out()
    {
        using var app = new ConsumerApp(packages);
        string[] trimmed = ["--runtime", "linux-x64", "-p:PublishTrimmed=true", "-p:SelfContained=true"];
        await app.CreateAsync(trimmed);

        var output = await app.WithLibraryAsync(["publish", "-o", "out", .. trimmed]);
        using var process = app.Start("out/App");

        WarningsOfOurs(output).Should().BeEmpty();
        await ShouldSignOutAsync(process);
    }

    [Fact]
    public async Task An_app_compiled_ahead_of_time_has_no_warning_of_ours_and_signs_out()
    {
        using var app = new ConsumerApp(packages);
        string[] ahead = ["--runtime", "linux-x64", "-p:PublishAot=true", "-p:CppCompilerAndLinker=gcc"];
        await app.CreateAsync(ahead);

        var output = await app.WithLibraryAsync(["publish", "-o", "out", .. ahead]);
        using var process = app.Start("out/App");

        WarningsOfOurs(output).Should().BeEmpty();
        await ShouldSignOutAsync(process);
    }

    private static async Task ShouldSignOutAsync(ConsumerProcess process)
    {
        using var client = await process.ClientAsync();
        using var page = await client.GetAsync("/signout");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" } } };
        using var signOut = await client.SendAsync(request);

        (await page.Content.ReadAsStringAsync()).Should().Contain("<form");
        signOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        signOut.Headers.Location.Should().Be(new Uri("/", UriKind.Relative));
    }

    // Others have theirs: a source may not serve a version, and what ASP.NET Core brings may not be made for trimming.
    private static IEnumerable<string> WarningsOfOurs(string output) =>
        Warning().Matches(output).Select(warning => warning.Value).Where(warning => warning.Contains("Okta.Logout", StringComparison.Ordinal));

    [GeneratedRegex(".*warning [A-Z]+[0-9]+.*")]
    private static partial Regex Warning();
}
