const shell = "shell-1";
const files = ["/", "/app.css", "/app.js"];
const leftToTheBrowser = /^\/(signout|signin|me)/;

addEventListener("install", event => event.waitUntil(caches.open(shell).then(cache => cache.addAll(files))));
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || leftToTheBrowser.test(url.pathname)) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(event.request.mode === "navigate" ? "/" : event.request)));
});
