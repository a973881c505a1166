using System.Text.Json;
using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>The dashboard and the alert rules use instruments and tags that exist.</summary>
public partial class DashboardAndAlerts
{
    private static readonly string Telemetry = File.ReadAllText(WorkTree.Path("docs/telemetry.md"));
    private static readonly string Dashboard = File.ReadAllText(WorkTree.Path("docs/operations/dashboard.json"));
    private static readonly string Alerts = File.ReadAllText(WorkTree.Path("docs/operations/alerts.yaml"));

    [Fact]
    public void The_dashboard_shows_every_instrument() => NamesIn(Queries()).Should().BeEquivalentTo(InstrumentNames());

    [Fact]
    public void The_alerts_use_instruments_that_exist() => NamesIn(Alerts).Should().NotBeEmpty().And.BeSubsetOf(InstrumentNames());

    [Theory]
    [InlineData("dashboard")]
    [InlineData("alerts")]
    public void Tags_and_their_values_are_documented(string file)
    {
        var text = file == "dashboard" ? Queries() : Alerts;

        foreach (var selector in Selector().Matches(text).Select(match => match.Groups))
        {
            Telemetry.Should().Contain($"`{selector["tag"].Value.Replace("okta_logout_", "okta.logout.", StringComparison.Ordinal)}`");
            selector["values"].Value.Split('|').Should().OnlyContain(value => Telemetry.Contains($"`{value}`", StringComparison.Ordinal));
        }

        GroupedBy().Matches(text).SelectMany(match => match.Groups["tags"].Value.Split(", ")).Should()
            .OnlyContain(tag => tag == "job" || tag == "le" || Telemetry.Contains($"`{Dotted(tag)}`", StringComparison.Ordinal));
    }

    private static string Dotted(string tag) => tag == "error_type" ? "error.type" : "okta.logout." + tag["okta_logout_".Length..];

    private static string Queries()
    {
        using var dashboard = JsonDocument.Parse(Dashboard);
        return string.Join('\n', dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()));
    }

    private static HashSet<string> NamesIn(string text) => [.. Name().Matches(text).Select(match => match.Groups["name"].Value)];

    // As the exporter for Prometheus names them: underscores, then the unit, then _total for counters; a histogram has buckets.
    private static IEnumerable<string> InstrumentNames() => Instrument().Matches(Telemetry).Select(row => row.Groups).Select(row =>
        row["name"].Value.Replace('.', '_')
        + (row["unit"].Value == "s" ? "_seconds" : "")
        + (row["kind"].Value == "counter" ? "_total" : row["kind"].Value == "histogram" ? "_bucket" : ""));

    [GeneratedRegex(@"^\| `(?<name>okta\.logout\.[\w.]+)` \| (?<kind>\w+) \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"(?<name>okta_logout_\w+)[{\[ ]")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<tag>okta_logout_\w+)(=|!=|=~|!~)""(?<values>[^""]*)""")]
    private static partial Regex Selector();

    [GeneratedRegex(@"by \((?<tags>[^)]*)\)")]
    private static partial Regex GroupedBy();
}
