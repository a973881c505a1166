// Keeps the lists current while somebody looks at them.
setInterval(async () => {
  if (document.hidden) return;
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const [now, next] = [document, page].map(of => of.getElementById("live"));
    if (next && now.innerHTML !== next.innerHTML) now.innerHTML = next.innerHTML;
  } catch {
    // Stopped or restarting: the next round shows.
  }
}, 2000);
