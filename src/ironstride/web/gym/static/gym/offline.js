// On every page: lets the service worker keep gym mode's files, takes the pack along, and holds up a logout while
// something is on this phone alone.

import { send, status } from "./outbox.js";
import { belongsTo, refresh } from "./pack.js";
import { allEntries, forget, get } from "./store.js";

const OFTEN_MS = 60_000;
const account = document.querySelector("meta[name=account]")?.content;

async function prepare() {
  if (account) {
    await belongsTo(account);
    navigator.serviceWorker?.register("/worker.js").catch(() => {});
    navigator.storage?.persist?.();
    const pack = await get("pack");
    const age = pack ? Date.now() - Date.parse(pack.now.time) : Infinity;
    await send();
    if (!document.getElementById("gym") && !(Math.abs(age) < OFTEN_MS)) await refresh();
  } else if (account === "") {
    await forgetUnlessWaiting();
  }
}

// Nobody is logged in: nothing of anybody stays, what waits to be sent apart.
async function forgetUnlessWaiting() {
  const owner = await get("account");
  if (!owner) return;
  const waiting = (await allEntries()).some((one) => one.state !== "acked");
  if (!waiting) await forget();
}

// Leaves once nothing waits; else the page that holds it up.
export async function leave(form) {
  await send();
  const { count, rejected } = status();
  if (count || rejected || !(await reachable())) {
    location.assign("/gym/leaving");
    return;
  }
  await forget();
  form.submit();
}

async function reachable() {
  try {
    return Boolean(await fetch("/api/session", { cache: "no-store" }));
  } catch {
    return false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.getAttribute("action")?.endsWith("/logout/")) return;
  event.preventDefault();
  leave(form);
});

prepare();
