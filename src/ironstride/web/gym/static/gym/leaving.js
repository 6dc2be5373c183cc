// A logout that is held up: what waits on this phone by name, a way to send it, and a way to give it up.

import { h, say } from "./dom.js";
import { giveUp, onChange, send, status } from "./outbox.js";
import { allEntries, forget } from "./store.js";

const left = document.getElementById("left");
const list = document.getElementById("waiting");
const form = document.getElementById("logout");

async function show() {
  const waiting = (await allEntries()).filter((one) => one.state !== "acked");
  const sets = waiting.filter((one) => one.entry.do === "set");
  const { state, count, rejected } = status();
  left.textContent = count || rejected ? say(state === "saved" ? "on-phone" : state, { count: count + rejected }) : say("nothing-waits");
  list.replaceChildren(...sets.map(({ entry }) => h("li", {}, `${entry.set.exercise.replaceAll("-", " ")}: ${entry.set.load_kg ?? ""} × ${entry.set.reps ?? entry.set.seconds ?? entry.set.contacts ?? entry.set.metres}`)));
  const nothing = !count && !rejected;
  if (nothing) {
    document.getElementById("title").textContent = form.dataset.nothing;
    document.getElementById("send").textContent = form.dataset.plain;
  }
  form.hidden = nothing;
  return nothing;
}

async function away() {
  await giveUp();
  await forget();
  form.submit();
}

document.getElementById("send").addEventListener("click", async () => {
  await send();
  if (await show()) await away();
});
form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); away(); });
onChange(show);
send().then(show);
