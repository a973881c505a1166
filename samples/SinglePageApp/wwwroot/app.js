const show = id => document.querySelector(id).hidden = false;

const response = await fetch("/me", { cache: "no-store" });
if (response.ok) {
  document.querySelector("#name").textContent = (await response.json()).name;
  show("#signed-in");
} else {
  show("#signed-out");
}

// Ends the session, and takes the browser to Okta and back.
document.querySelector("#sign-out").addEventListener("click", async () => {
  try {
    await oktaLogout.signOut("/");
  } catch {
    document.querySelector("#problem").textContent = "The app cannot be reached. Try again.";
  }
});

// The page opens without a network, too. The sign-in and the sign-out are left to the browser.
navigator.serviceWorker?.register("/worker.js");
