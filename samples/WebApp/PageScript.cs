namespace WebApp;

internal static class PageScript
{
    /// <summary>For the home page: shows within a second that the session has ended elsewhere, or that there is one again.</summary>
    public const string FollowSession = """
        <script type="module">
        const expected = document.querySelector("form") ? 200 : 401;
        let leaving = false;
        addEventListener("beforeunload", () => leaving = true);

        setInterval(async () => {
          if (document.hidden || leaving) return;
          try {
            const { status } = await fetch("/me", { cache: "no-store" });
            // A sign-out that this page has started is under way to Okta: a reload would stop it.
            if (!leaving && status !== expected && [200, 401].includes(status)) location.reload();
          } catch {
            // The app is restarting: a later round shows.
          }
        }, 1000);

        // Okta's pages, and those of a sign-out, refuse to be framed: from a frame they get a window, which closes when it is back here.
        if (name === "okta") close();
        if (self !== top) {
          for (const control of document.querySelectorAll("main a, main button")) {
            (control.form ?? control).target = "okta";
            control.addEventListener("click", () => open("", "okta", "popup,width=520,height=640"));
          }
        }
        </script>
        """;
}
