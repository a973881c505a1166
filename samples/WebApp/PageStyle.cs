namespace WebApp;

internal static class PageStyle
{
    public const string Css = """

        :root {
          color-scheme: light dark;
          --page: oklch(0.97 0.012 var(--hue));
          --card: #fff;
          --line: oklch(0.9 0.02 var(--hue));
          --text: oklch(0.24 0.03 var(--hue));
          --muted: oklch(0.5 0.03 var(--hue));
          --accent: oklch(0.46 0.15 var(--hue));
          --on-accent: #fff;
          font: 16px/1.5 system-ui, sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: oklch(0.19 0.015 var(--hue));
            --card: oklch(0.24 0.02 var(--hue));
            --line: oklch(0.35 0.03 var(--hue));
            --text: oklch(0.95 0.01 var(--hue));
            --muted: oklch(0.76 0.03 var(--hue));
            --accent: oklch(0.82 0.11 var(--hue));
            --on-accent: oklch(0.2 0.03 var(--hue));
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); }
        a { color: var(--accent); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
        header { padding: .9rem max(1rem, calc(50% - 32rem)); background: var(--card); border-bottom: 1px solid var(--line); }
        .brand { color: inherit; font-weight: 650; text-decoration: none; }
        .brand::before {
          content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .6em;
          border-radius: .25em; background: var(--accent);
        }
        .card {
          max-width: 26rem; margin: 12vh auto 2rem; padding: 2.5rem 2rem; text-align: center; overflow-wrap: anywhere;
          background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: 0 8px 30px rgb(0 0 0 / .06);
        }
        h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; }
        p { margin: 0 0 .25rem; }
        form, p > .button { margin-top: 1.25rem; }
        .muted { color: var(--muted); }
        .live { margin-top: 1.25rem; font-variant-numeric: tabular-nums; }
        .avatar {
          display: grid; place-items: center; width: 4.5rem; height: 4.5rem; margin: 0 auto 1rem;
          border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: 1.6rem; font-weight: 650;
        }
        .button {
          display: inline-block; padding: .7rem 1.75rem; border: 0; border-radius: .6rem; background: var(--accent); color: var(--on-accent);
          font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
        }
        .button:hover { filter: brightness(1.1); }
        .more {
          display: flex; flex-wrap: wrap; justify-content: center; gap: .25rem 1.5rem;
          margin-top: 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: .9375rem;
        }
        @media (max-width: 30rem) { .card { margin: 1rem; padding: 2rem 1.25rem; } }

        """;
}
