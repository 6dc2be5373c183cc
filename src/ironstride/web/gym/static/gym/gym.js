// Gym mode: draws what is at hand and hands what a thumb does to the state. Everything works without a signal.

import { startScreen } from "./start.js";
import { card } from "./card.js";
import { button, h, say } from "./dom.js";
import { finishScreen } from "./ending.js";
import { status, wake } from "./outbox.js";
import { belongsTo } from "./pack.js";
import { buzz, keepAwake, left, longer, unlockSound } from "./rest.js";
import { progress } from "./session.js";
import { sheet } from "./sheets.js";
import * as now from "./state.js";
import { get, remove } from "./store.js";
import { clock } from "./units.js";

const root = document.getElementById("gym");
const pill = document.getElementById("status");
const awake = keepAwake(() => Boolean(now.state.open));
const MEET_OFTEN_MS = 20_000;
// What only this page knows: the sheet that is open, what opened it, what is dialled on the card, whether the end is shown.
const view = { sheet: null, dial: null, ending: false, from: null };

// Hands the screens what they may do to the page.
const page = {
  view,
  act: (work) => page.keep(work, true),
  // Does something and stays where one is, unless it moves on.
  async keep(work, moved = false) {
    unlockSound();
    now.state.notice = "";
    try {
      await work();
    } catch (fault) {
      now.state.notice = say("no-store");
      console.warn(fault);
    }
    draw(moved);
  },
  async show(name, more = {}) {
    if (name && !view.sheet) view.from = focused();
    view.sheet = name ? { name, ...more } : null;
    if (!name && now.state.open) await followed();
    draw(true);
    if (!name) view.from?.()?.focus();
  },
  draw: () => draw(false),
};

// Goes where another tab's doing leads, unless something is dialled here.
async function followed() {
  if (!view.dial?.touched) await now.follow(view.dial);
}

// Tells whether a sheet is open or a field holds what is not kept yet: then nothing is drawn anew under the fingers.
function typing() {
  return Boolean(view.sheet) || [...root.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
}

async function changed(elsewhere) {
  if (typing()) return drawStatus();
  if (elsewhere) await followed();
  if (typing()) drawStatus();
  else draw(false);
}

function draw(moved) {
  if (!root) return;
  const screen = body();
  const find = focused();
  const read = root.querySelector(".how")?.open && !moved;
  root.replaceChildren(...screen.filter(Boolean));
  if (read) root.querySelector(".how")?.setAttribute("open", "");
  document.body.classList.toggle("training", Boolean(now.state.open));
  drawStatus();
  tick();
  if (moved) {
    root.querySelector("[data-focus]")?.focus({ preventScroll: true });
    if (!view.sheet) scrollTo(0, 0);
  } else find?.()?.focus({ preventScroll: true });
}

// Gives a way to find what has the focus again after its screen was drawn anew: by its id, else by its kind and place.
function focused() {
  const one = document.activeElement;
  if (!root.contains(one)) return null;
  if (one.id) return () => document.getElementById(one.id);
  const same = () => [...root.querySelectorAll(one.tagName)].filter((other) => !other.id && other.className === one.className);
  const at = same().indexOf(one);
  return () => same()[at];
}

function body() {
  const notices = noticeLines();
  if (!now.state.open) return [...notices, startScreen(page)];
  if (view.sheet) return [sheet(page), restBar()];
  const { all, item } = now.atHand();
  const over = view.ending || (!item && all.length > 0);
  return [
    ...notices,
    toast(),
    over ? finishScreen(page) : item ? card(page) : h("p", { class: "lead" }, say("add-first")),
    overview(all),
    restBar(),
  ];
}

function noticeLines() {
  const lines = [now.state.notice, now.state.clock, now.state.evicted && say("evicted")].filter(Boolean);
  return lines.map((text) => h("p", { class: "notice", role: "alert" }, text));
}

function toast() {
  if (!now.state.undo) return null;
  return h("p", { class: "toast", role: "status" }, say(now.state.undo.text === "removed" ? "removed" : "logged"),
    button(say("undo"), () => page.act(() => { view.dial = null; return now.undo(); }), { class: "quiet", id: "undo" }));
}

// The exercises of the session, each a way to it.
function overview(all) {
  const rows = all.map((item) => {
    const { asked, done } = progress(item);
    const text = item.skipped ? say("skipped") : asked ? `${done}/${asked}` : String(done);
    const current = item.key === now.state.draft.current && !view.ending;
    const go = () => page.act(() => { view.ending = false; return jump(item); });
    const group = now.state.draft.turns.some((keys) => keys.includes(item.key));
    return h("li", {}, h("button", { type: "button", class: "item", onclick: go, "aria-current": current ? "step" : null },
      h("span", { class: group ? "turns" : "" }, now.nameOf(item.exercise)), h("span", { class: "soft" }, text)));
  });
  return h("div", { class: "overview" }, h("ol", {}, rows), h("p", { class: "row" },
    button(say("add-exercise"), () => page.show("add"), { class: "quiet", id: "add" }),
    button(say("finish"), () => { view.ending = true; draw(true); }, { class: "quiet", id: "finish" })));
}

async function jump(item) {
  now.state.draft.current = item.key;
  delete now.state.draft.skipped[item.key];
  const { asked, done } = progress(item);
  if (asked && done >= asked) {
    now.state.draft.extra[item.key] = (now.state.draft.extra[item.key] ?? 0) + 1;
    view.dial = null;
  }
  await now.keepDraft();
}

function restBar() {
  if (left(now.state.draft?.rest) === null) return null;
  return h("div", { class: "rest", id: "rest", role: "timer" },
    h("span", { class: "rest-word" }, say(now.state.draft.rest.kind)), h("span", { class: "rest-time" }),
    button(say("longer"), () => page.keep(() => now.setRest(longer(now.state.draft.rest, 30))), { class: "quiet", id: "longer" }),
    button(say("go"), () => page.act(() => now.setRest(null)), { id: "rest-over" }));
}

let buzzed = 0;
function tick() {
  const bar = document.getElementById("rest");
  const rest = now.state.draft?.rest;
  const seconds = left(rest);
  if (!bar) return;
  if (seconds === null) return bar.remove();
  const over = seconds <= 0;
  bar.classList.toggle("over", over);
  bar.querySelector(".rest-word").textContent = say(over ? "over" : rest.kind);
  bar.querySelector(".rest-time").textContent = over ? `+${clock(-seconds)}` : clock(Math.ceil(seconds));
  if (over && buzzed !== rest.ends && seconds > -2) buzz();
  if (over) buzzed = rest.ends;
}

function drawStatus() {
  const { state, count, others, rejected } = status();
  const waits = count || state === "login";
  const text = state === "saved" ? say("saved") : waits ? say(state, { count }) : say("saved");
  pill.dataset.state = state;
  const nothing = !now.logged() && !count && state !== "login";
  const parts = [nothing ? "" : text];
  if (others) parts.push(say("other-account", { count: others }));
  if (rejected) parts.push(say("rejected", { count: rejected }));
  const words = parts.filter(Boolean).join(" · ");
  if (pill.textContent !== words) pill.textContent = words;
  pill.onclick = state === "login" ? () => location.assign(`${root.dataset.login}?next=${encodeURIComponent(root.dataset.gym)}`) : wake;
}

async function notices() {
  const skew = await get("skew");
  now.state.clock = skew ? say("clock", { hours: Math.round(Math.abs(skew.ms) / 360_000) / 10 }) : "";
  now.state.evicted = Boolean(await get("evicted"));
}

async function start() {
  const account = document.querySelector("meta[name=account]")?.content;
  if (account) await belongsTo(account);
  await now.begin(changed);
  document.getElementById("plain")?.remove();
  const asked = new URLSearchParams(location.search).get("session");
  const entered = await enter(asked);
  if (location.pathname.endsWith("/leaving")) now.state.notice = say("no-logout");
  draw(false);
  await now.meet();
  if (!entered) await enter(asked);
  await notices();
  draw(false);
  setInterval(tick, 250);
  setInterval(() => now.meetOthers().then(() => changed(true)), MEET_OFTEN_MS);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") tick(); });
  document.addEventListener("pointerdown", () => awake.hold(), { passive: true });
  await remove("evicted");
}

// Opens the session the address asks for; gives whether that is done.
async function enter(asked) {
  if (!asked) return true;
  const plan = now.state.pack?.sessions.find((one) => one.id === asked);
  if (!plan && asked !== "free") return false;
  if (now.state.open?.planned !== (plan?.id ?? "")) await now.open(plan ?? null);
  history.replaceState(null, "", root.dataset.gym);
  return true;
}

if (root) start();
