// Keeps the page current while somebody looks at it, and at once when another script asks for it.
const sections = page => [...page.querySelectorAll("[data-live]")];

const refresh = async () => {
  if (document.hidden) return;
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const fresh = sections(page);
    sections(document).forEach((section, i) => {
      // The text, not the markup: each answer brings another antiforgery token, and replacing takes the focus away.
      if (fresh[i] && section.textContent !== fresh[i].textContent) section.innerHTML = fresh[i].innerHTML;
    });
  } catch {
    // The server is stopping or restarting: a later round shows.
  }
};

setInterval(refresh, 2000);
addEventListener("refresh", refresh);
