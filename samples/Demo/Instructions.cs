namespace Demo;

internal static class Instructions
{
    public static string For(string oktaOrigin, DemoApp one, DemoApp two) => $"""

          Okta.Logout demo: no network, no account, nothing to set up.

          Start here    {oktaOrigin}{StageEndpoints.StartPath}

          It signs you in to two apps and shows them side by side.

          1. Press "Sign out" in one of them: a window goes to Okta and back,
             and both apps are signed out. The receipt of it appears here.
          2. Start over, and press one of the administrator's buttons:
             both apps follow within a second, and the page shows their answers.

          Or look around on your own:

          {one.Name}   {one.Origin}
          {two.Name}   {two.Origin}
          Local Okta    {oktaOrigin}   (who is signed in, which tokens are valid)

          Ctrl+C stops everything.

        """;
}
