// Sends what the administrator presses without leaving the page.
document.querySelector("form[data-send]").addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target;
  try {
    await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
  } finally {
    dispatchEvent(new Event("refresh"));
  }
});
