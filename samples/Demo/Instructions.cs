namespace Demo;

internal static class Instructions
{
    public static string For(string oktaOrigin, DemoApp one, DemoApp two) => $"""

          Okta.Logout demo: no network, no account, nothing to set up.

          {one.Name}   {one.Origin}
          {two.Name}   {two.Origin}
          Local Okta    {oktaOrigin}   (who is signed in, which tokens are valid)

          1. Open {one.Name}, press "Sign in" and choose who you are.
          2. Look at Local Okta: one session, two valid tokens.
          3. Press "Sign out" in {one.Name}: you are signed out of the app and of Okta,
             the tokens are revoked, and the receipt of it appears here.

          Ctrl+C stops everything.

        """;
}
