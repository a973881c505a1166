using System.Diagnostics;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A setting of a sample that cannot be right is named before the sample starts.</summary>
public sealed class SettingsOfTheSamples
{
    [Theory]
    [InlineData("WebApp", "AbsoluteLifetime", "abc")]
    [InlineData("WebApp", "IdleTimeout", "30m")]
    [InlineData("WebApp", "IdleTimeout", "99999999999999999999")]
    [InlineData("WebApp", "RevalidateEvery", "NaN")]
    [InlineData("WebApp", "AbsoluteLifetime", "25:00:00")]
    [InlineData("SinglePageApp", "IdleTimeout", "abc")]
    [InlineData("BlazorApp", "IdleTimeout", "abc")]
    public async Task A_value_that_cannot_be_read_is_named(string sample, string setting, string value)
    {
        var (exitCode, errors) = await StartAsync(sample, setting, value);

        exitCode.Should().Be(1);
        errors.Should().StartWith($"Okta:{setting} is '{value}'.").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_database_of_another_kind_is_refused_without_its_connection_string()
    {
        var (exitCode, errors) = await StartAsync("WebApp", "Database", "mysql:Password=of-the-database");

        exitCode.Should().Be(1);
        errors.Should().StartWith("Okta:Database begins with neither sqlite: nor postgres:.").And.NotContain("of-the-database");
    }

    private static async Task<(int ExitCode, string Errors)> StartAsync(string sample, string setting, string value)
    {
        var start = new ProcessStartInfo("dotnet", [SamplePrograms.PathOf(sample), "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            Environment =
            {
                ["Okta__Issuer"] = "http://127.0.0.1:1/oauth2/default",
                ["Okta__ClientId"] = "sample",
                ["Okta__ClientSecret"] = "secret",
                ["Okta__AllowLoopbackHttp"] = "true",
                ["Okta__" + setting] = value,
            },
        };
        using var process = Process.Start(start)!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
            await process.WaitForExitAsync();
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
