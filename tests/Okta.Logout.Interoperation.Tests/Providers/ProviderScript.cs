namespace Okta.Logout.Interoperation.Tests;

/// <summary>What a provider does; the defaults are what the conformance suite does in the module without a fault.</summary>
internal sealed class ProviderScript
{
    /// <summary>The issuer's path.</summary>
    public string IssuerPath { get; init; } = "/test/a/okta-logout/";

    /// <summary>Signs ID tokens and logout tokens.</summary>
    public string SigningAlgorithm { get; init; } = "RS256";

    /// <summary>What the end-session endpoint has behind its path already.</summary>
    public string EndSessionQuery { get; init; } = "";

    /// <summary>Whether the app is told of a sign-out by a logout token, while the browser waits.</summary>
    public bool BackChannelLogout { get; init; }

    /// <summary>Whether the app is told of a sign-out in a frame.</summary>
    public bool FrontChannelLogout { get; init; }

    /// <summary>The client's <c>frontchannel_logout_session_required</c>.</summary>
    public bool FrontChannelLogoutSessionRequired { get; init; } = true;

    /// <summary>Whether the client gets a refresh token, and may ask about it.</summary>
    public bool IssuesRefreshTokens { get; init; }

    /// <summary>What happens between the user's consent and the tokens.</summary>
    public Func<ScriptedProvider, Task> BeforeTokens { get; init; } = _ => Task.CompletedTask;

    /// <summary>What happens when the keys are asked for, before they are there.</summary>
    public Func<Task> BeforeKeys { get; init; } = () => Task.CompletedTask;

    /// <summary>Makes of the app's state the one of the callback; null is none.</summary>
    public Func<string, string?> CallbackState { get; init; } = state => state;

    /// <summary>Puts a fault into the logout token.</summary>
    public Action<LogoutTokenDraft>? LogoutToken { get; init; }
}
