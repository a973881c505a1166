namespace WebApp;

internal static class PageScript
{
    /// <summary>For the page of sessions: the buttons that end one.</summary>
    public const string EndSessions = """
        <script type="module">
        for (const button of document.querySelectorAll("[data-session]")) {
          button.addEventListener("click", async () => {
            await fetch(`/sessions/${button.dataset.session}`, { method: "DELETE" });
            location.reload();
          });
        }
        </script>
        """;

    /// <summary>For the home page: shows at once that the session has ended elsewhere, and within a second that there is one again.</summary>
    public const string FollowSession = """
        <script type="module">
        const expected = document.querySelector("form") ? 200 : 401;
        let leaving = false;
        addEventListener("beforeunload", () => leaving = true);

        // The stream ends with the session, at once, on whichever node and by whatever means that ends.
        addEventListener("load", () => {
          if (expected !== 200) return;
          const stream = new EventSource("/live");
          stream.onmessage = ({ data }) => document.querySelector("#live").textContent = data;
          stream.addEventListener("signed-out", () => {
            if (!leaving) location.reload();
          });
        });

        setInterval(async () => {
          if (document.hidden || leaving) return;
          try {
            const { status } = await fetch("/me", { cache: "no-store" });
            // A reload would stop a sign-out that this page has started and that is on its way to Okta.
            if (!leaving && status !== expected && [200, 401].includes(status)) location.reload();
          } catch {
            // The app may be restarting: try again in the next round.
          }
        }, 1000);

        // Okta's pages, and those of a sign-out, must not be framed. In a frame, they open in a window, which closes when it is back here.
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
