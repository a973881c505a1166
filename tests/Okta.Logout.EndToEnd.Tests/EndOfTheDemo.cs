namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The demo is several processes that end together, and it says why.</summary>
[Collection(DemoCollection.Name)]
public sealed class EndOfTheDemo
{
    [Theory]
    [InlineData("BlazorApp.dll", "Blazor App")]
    [InlineData("Api.dll", "API")]
    [InlineData("ConsoleApp.dll call", "console program")]
    public async Task The_end_of_one_process_ends_the_demo_which_names_it(string arguments, string name)
    {
        using var demo = await DemoProcess.StartAsync(readsErrors: true);

        var (exitCode, errors) = await demo.EndAfterKillingAsync(arguments);

        exitCode.Should().Be(1);
        errors.Should().Contain($"The demo ends, because the {name} has ended with exit code 137.");
    }

    [Theory]
    [InlineData("--app-port", "65535")]
    [InlineData("--app-port", "65533")]
    public async Task Ports_that_do_not_exist_are_refused(params string[] arguments)
    {
        var (exitCode, errors) = await DemoProcess.RefuseAsync(arguments);

        exitCode.Should().Be(2);
        errors.Should().StartWith("There are not enough free ports from 6553").And.Contain("Usage").And.NotContain("   at ");
    }
}
