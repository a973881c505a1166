namespace Demo;

internal static class Instructions
{
    public static string For(string oktaOrigin, IReadOnlyList<DemoApp> apps, DemoApi api) => $"""

          Okta.Logout demo: no network, no account, nothing to set up.

          Start here    {oktaOrigin}{StageEndpoints.StartPath}

          It signs you in to four apps and a console program, and shows them side by side.

          1. Press "Sign out" in one of the web apps: a window goes to Okta and back,
             and the other apps are signed out, too. The receipt of it appears here.
          2. Start over, and press one of the administrator's buttons: the apps
             follow within a second or two, and the page shows their responses.

          Or look around on your own:

        {string.Join(Environment.NewLine, apps.Select(app => $"  {app.Name,-16}{app.Origin}"))}
          {"API",-16}{api.Origin}   (for the console program, whose access token it accepts)
          {"Local Okta",-16}{oktaOrigin}   (who is signed in, which tokens are valid)

          Ctrl+C stops everything.

        """;
}
