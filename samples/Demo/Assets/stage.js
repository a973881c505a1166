// Sends what the administrator presses without leaving the page.
document.querySelector("form[data-send]").addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target;
  try {
    await fetch(event.submitter.getAttribute("formaction") ?? form.action, { method: "POST", body: new FormData(form, event.submitter) });
  } finally {
    dispatchEvent(new Event("refresh"));
  }
});

// Okta's pages must not be framed, and would end this page.
document.querySelector("form[data-window]").addEventListener("submit", ({ target }) => open("", target.target, "popup,width=520,height=640"));
