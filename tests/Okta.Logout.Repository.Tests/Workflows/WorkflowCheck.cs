using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>
/// The rules for workflows of GitHub Actions: actions are pinned by commit, no credential stays in the checkout, a secret is known to the one step that
/// needs it, and nothing that a stranger names is part of a script.
/// </summary>
internal static partial class WorkflowCheck
{
    public static IEnumerable<string> Faults(string workflow)
    {
        var lines = workflow.ReplaceLineEndings("\n").Split('\n');
        if (!lines.SkipWhile(line => line != "permissions:").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).SequenceEqual(["  contents: read"]))
            yield return "The workflow's own permissions are not just 'contents: read'.";
        var steps = Steps(lines).ToList();
        if (SecretsIn(workflow) != steps.Sum(step => SecretsIn(EnvironmentOf(step))))
            yield return "A secret is used elsewhere than in the env of a step.";
        foreach (var fault in steps.SelectMany(FaultsOf))
            yield return fault;
    }

    private static IEnumerable<string> FaultsOf(string step)
    {
        if (Action().Match(step) is { Success: true } action)
        {
            if (!PinnedAction().IsMatch(action.Value))
                yield return $"'{action.Value.Trim()}' is not pinned by commit, with the version as a comment.";
            if (action.Value.Contains("actions/checkout@", StringComparison.Ordinal) && !step.Contains("persist-credentials: false", StringComparison.Ordinal))
                yield return "A checkout keeps its credentials.";
        }

        if (SecretsIn(step) > 0 && !step.Contains("dotnet nuget push", StringComparison.Ordinal))
            yield return "A step that does not push has a secret.";
        if (step.Contains("run:", StringComparison.Ordinal) && StepEnvironment().Replace(step, "").Contains("${{", StringComparison.Ordinal))
            yield return "A script has an expression in it, whose value the shell would read as code.";
    }

    // A step ends at a line that is no deeper than its dash.
    private static IEnumerable<string> Steps(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (StepStart().Match(lines[i]) is not { Success: true } start)
                continue;
            var depth = start.Groups["indentation"].Length;
            var rest = lines.Skip(i + 1).TakeWhile(line => line.Trim().Length == 0 || line.Length - line.TrimStart().Length > depth);
            yield return string.Join('\n', [lines[i], .. rest]);
        }
    }

    private static string EnvironmentOf(string step) => StepEnvironment().Match(step).Value;

    private static int SecretsIn(string text) => Secret().Count(text);

    [GeneratedRegex(@"^(?<indentation> +)- (name|uses|run|id|if|env|with):")]
    private static partial Regex StepStart();

    [GeneratedRegex(@"\buses: .*")]
    private static partial Regex Action();

    [GeneratedRegex(@"^uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"^ +env:\n( {10,}.*\n?)+", RegexOptions.Multiline)]
    private static partial Regex StepEnvironment();

    [GeneratedRegex(@"\bsecrets\b\s*[.\[:]")]
    private static partial Regex Secret();
}
