// Okta.Logout: keeps an open page in step with its session. It trusts only what the app answers to its own questions.
(() => {
  "use strict";
  const warningTime = 60_000;
  const longestPause = 3_600_000;
  const responseTimeout = 20_000;
  const base = new URL(".", document.currentScript.src);
  const signOutUrl = base.href.slice(0, -1);
  const channel = "BroadcastChannel" in self ? new BroadcastChannel("okta-logout " + base.pathname) : null;

  let session = null; // What the app said last, while this page is one of a signed-in user.
  let isKnown = false;
  let asking = false;
  let askAgain = false;
  let leavingUntil = 0; // A sign-out of this page is on its way to Okta, and must not be interrupted.
  let stream = null;
  let timer = 0;
  let dialog = null;
  let isWarned = false;
  let isGone = false; // On its way to another page.

  const tellOtherPages = () => channel?.postMessage("ask");
  const isOverdue = () => session !== null && session.endsAt <= Date.now();
  const dispatch = (name, detail) => document.dispatchEvent(new CustomEvent("okta-logout:" + name, { cancelable: true, detail }));

  // A server that never responds must not keep the page waiting for ever.
  async function request(url, options) {
    const deadline = new AbortController();
    const timeout = setTimeout(() => deadline.abort(new Error("The app has not responded in time.")), responseTimeout);
    try {
      const response = await fetch(url, { ...options, redirect: "error", signal: deadline.signal });
      if (!response.ok) throw new Error(`The app has refused the request with the status ${response.status}.`);
      return await response.json();
    } finally {
      clearTimeout(timeout);
    }
  }

  async function send(method) {
    try {
      return await request(base.href + "session", { method, cache: "no-store", headers: { Accept: "application/json" } });
    } catch {
      return null; // An app that cannot be reached has ended nothing.
    }
  }

  function closeStream() {
    stream?.close();
    stream = null;
  }

  function hide() {
    document.documentElement.style.visibility = "hidden";
    closeStream();
  }

  // One question at a time. What happens meanwhile may be newer than its answer.
  async function ask(method = "GET") {
    // Its time is over, even if the app cannot be reached to confirm that. Only an answer shows the page again.
    if (isOverdue()) hide();
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    const answer = await send(method);
    asking = false;
    if (answer) apply(answer);
    else if (session) follow(5_000);
    if (!isGone && (answer || !isOverdue())) document.documentElement.style.visibility = "";
    if (askAgain) {
      askAgain = false;
      await ask();
    }
  }

  function apply(answer) {
    if (Date.now() < leavingUntil) return;
    const isFirst = !isKnown;
    isKnown = true;
    if (!answer.signedIn) {
      if (session) end(answer.signedOutUrl);
      else if (isFirst) tellOtherPages();
    } else if (session && session.user !== answer.user) {
      // Another user has signed in, who must not see this page.
      isGone = true;
      location.reload();
    } else {
      session = { ...answer, endsAt: Date.now() + answer.expiresIn * 1000 };
      follow(1_000);
    }
  }

  function end(url) {
    session = null;
    stopFollowing();
    closeWarning();
    tellOtherPages();
    if (!dispatch("ended")) return;
    isGone = true;
    location.replace(url);
  }

  function follow(shortestPause) {
    const left = session.endsAt - Date.now();
    if (left > warningTime) closeWarning();
    else if (left > 0) warn();
    const pause = left > warningTime ? left - warningTime : left;
    clearTimeout(timer);
    timer = setTimeout(ask, Math.min(Math.max(pause, shortestPause), longestPause));
    // Only pages that are looked at: over HTTP/1.1, a browser opens six connections to an app.
    if (stream || document.hidden || isOverdue()) return;
    stream = new EventSource(base.href + "session/events");
    stream.addEventListener("signed-out", () => ask());
    stream.addEventListener("error", ({ target }) => {
      if (target !== stream) return;
      if (isOverdue()) {
        ask(); // The timer of a computer that was asleep may be late.
      } else if (target.readyState === EventSource.CLOSED) {
        stream = null;
        clearTimeout(timer);
        timer = setTimeout(ask, 5_000);
      }
    });
  }

  function stopFollowing() {
    clearTimeout(timer);
    closeStream();
  }

  function element(name, properties, ...children) {
    const created = Object.assign(document.createElement(name), properties);
    created.append(...children);
    return created;
  }

  function warn() {
    if (isWarned) return;
    isWarned = true;
    const { endsAt, canExtend } = session;
    if (!dispatch("expiring", { endsAt: new Date(endsAt), canExtend })) return;
    // The time does not count down: a screen reader would read each second aloud.
    const time = new Date(endsAt).toLocaleTimeString("en", { timeStyle: "short" });
    const text = canExtend
      ? `You will be signed out at ${time}, in about a minute.`
      : `You will be signed out at ${time}, in about a minute. This cannot be postponed: save your work now.`;
    dialog = element("dialog", { lang: "en", id: "okta-logout-expiring" },
      element("h2", { id: "okta-logout-title", textContent: "Your session is about to end" }),
      element("p", { id: "okta-logout-text", textContent: text }),
      canExtend
        ? element("button", { type: "button", autofocus: true, textContent: "Stay signed in", onclick: extend })
        : element("button", { type: "button", autofocus: true, textContent: "OK", onclick: () => dialog.close() }));
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "okta-logout-title");
    dialog.setAttribute("aria-describedby", "okta-logout-text");
    document.body.append(dialog);
    dialog.showModal();
  }

  function closeWarning() {
    if (!isWarned) return;
    isWarned = false;
    dialog?.remove();
    dialog = null;
    if (session) dispatch("extended");
  }

  async function extend() {
    while (asking) await new Promise(resolve => setTimeout(resolve, 50));
    await ask("POST");
    tellOtherPages();
  }

  function beginLeaving() {
    leavingUntil = Date.now() + 30_000;
    setTimeout(ask, 30_000);
  }

  async function signOut(returnUrl) {
    beginLeaving();
    try {
      const { next, oktaLogout } = await request(signOutUrl, {
        method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify({ returnUrl }),
      });
      tellOtherPages();
      if (next) location.assign(next);
      else submit(oktaLogout);
    } catch (error) {
      leavingUntil = 0;
      throw error;
    }
  }

  // The ID token is too long for the cookie that would keep it from scripts.
  function submit({ url, method, fields }) {
    if (method === "GET") return location.assign(url);
    const form = element("form", { action: url, method, hidden: true },
      ...Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value })));
    document.body.append(form);
    form.requestSubmit();
  }

  channel?.addEventListener("message", ({ data }) => {
    if (data === "ask") ask();
  });
  addEventListener("submit", ({ target }) => {
    if (new URL(target.getAttribute("action") ?? "", document.baseURI).href.split(/[?#]/)[0] === signOutUrl) beginLeaving();
  }, true);
  addEventListener("online", () => ask());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
    else closeStream();
  });
  // The channel stays open: a page that gets a message while it is kept for the back button is discarded.
  addEventListener("pagehide", closeStream);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    leavingUntil = 0;
    isGone = false;
    if (session) hide();
    ask();
  });

  self.oktaLogout = Object.freeze({ signOut, extend });
  ask();
})();
