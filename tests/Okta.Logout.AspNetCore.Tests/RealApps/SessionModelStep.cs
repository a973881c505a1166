namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What can happen to sessions.</summary>
internal enum SessionModelStep
{
    /// <summary>By the handler, which issues the app's cookie itself.</summary>
    SignIn,

    /// <summary>By the handler into an external cookie, from which a page of the app hands over.</summary>
    ExternalSignIn,

    /// <summary>By a password page of the app, without Okta.</summary>
    OwnSignIn,

    /// <summary>The same as <see cref="SignIn"/>, with a prompt.</summary>
    StepUp,

    /// <summary>The app issues the cookie of the browser anew.</summary>
    Renew,

    /// <summary>The app issues a stolen copy of a cookie anew.</summary>
    RenewCopy,

    BreakReads,
    BreakWrites,
    Repair,
    Wait,

    /// <summary>The user presses the button.</summary>
    SignOut,

    FrontChannel,
    BackChannel,
    AdministratorEndsUser,
    EndOthers,
}
