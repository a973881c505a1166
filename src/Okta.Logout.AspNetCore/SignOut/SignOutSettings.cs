namespace Okta.Logout.AspNetCore;

/// <summary>The settings of one sign-out: those of the call, otherwise those of the options.</summary>
internal sealed class SignOutSettings
{
    private SignOutSettings(OktaSignOutProperties properties, OktaLogoutWebOptions options)
    {
        Scope = properties.Scope ?? options.SignOutScope;
        LogoutHint = properties.LogoutHint;
        UiLocales = properties.UiLocales ?? options.UiLocales;
        PromptAtNextSignIn = properties.PromptAtNextSignIn ?? options.PromptAtNextSignIn;
        Dictionary<string, string> additional = new(options.AdditionalLogoutParameters, StringComparer.Ordinal);
        foreach (var (name, value) in properties.AdditionalParameters)
            additional[name] = value;
        AdditionalParameters = additional;
    }

    public SignOutScope Scope { get; }

    public string? LogoutHint { get; }

    public string? UiLocales { get; }

    public IReadOnlyDictionary<string, string> AdditionalParameters { get; }

    public bool PromptAtNextSignIn { get; }

    /// <summary>Reads the settings before anything ends.</summary>
    /// <exception cref="ArgumentException">A parameter may not be added, or the scope is unknown.</exception>
    public static SignOutSettings Of(OktaSignOutProperties properties, OktaLogoutWebOptions options)
    {
        if (properties.Scope is { } scope && !Enum.IsDefined(scope))
            throw new ArgumentException($"OL6123: {nameof(properties.Scope)} has the unknown value {scope}. Set it to {nameof(SignOutScope.AppAndOkta)} or {nameof(SignOutScope.AppOnly)}.", nameof(properties)).WithHelpLink();
        if (LogoutParameterRules.ProblemOf(properties.AdditionalParameters) is { } problem)
            throw new ArgumentException(problem, nameof(properties)).WithHelpLink();
        return new(properties, options);
    }
}
