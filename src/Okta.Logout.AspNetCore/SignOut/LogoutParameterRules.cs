namespace Okta.Logout.AspNetCore;

/// <summary>Which parameters an app may add to a logout request.</summary>
internal static class LogoutParameterRules
{
    /// <summary>Returns what is wrong with the first parameter that may not be added; null if all may. Values may be secret and are not shown.</summary>
    public static string? ProblemOf(IEnumerable<KeyValuePair<string, string>> parameters) => parameters.Select(ProblemOf).FirstOrDefault(problem => problem is not null);

    private static string? ProblemOf(KeyValuePair<string, string> parameter)
    {
        if (string.IsNullOrEmpty(parameter.Key) || string.IsNullOrEmpty(parameter.Value))
            return $"OL6122: The logout parameter '{parameter.Key}' has no name or no value.";
        try
        {
            LogoutParameters.CheckAdditional(parameter.Key, parameter.Value);
            return null;
        }
        catch (ArgumentException)
        {
            return $"OL6122: '{parameter.Key}' cannot be added to a logout request: the library sets it, it has a property of its own, or it is a credential of the client. Leave it out; set logout_hint and ui_locales by LogoutHint and UiLocales.";
        }
    }
}
