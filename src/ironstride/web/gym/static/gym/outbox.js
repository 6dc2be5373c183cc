// Sends what was logged, one tab at a time, and knows how far that has come. An entry is saved when the server has
// acknowledged it, which it does after the commit; until then it stays on this phone, whatever goes wrong.

import { belongsTo } from "./pack.js";
import { addEntries, allEntries, deviceId, get, settleEntries, update } from "./store.js";

const MOST = 200;
const FIRST_PAUSE_MS = 1500;
const LONGEST_PAUSE_MS = 8000;
const TIMEOUT_MS = 20_000;
const listeners = new Set();
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("ironstride") : null;
const told = { state: "saved", count: 0, others: 0, rejected: 0, why: "" };
let pause = FIRST_PAUSE_MS;
let timer = 0;
let token = "";
let busy = null;

// Calls back after every change, with whether it was another tab's.
export function onChange(call) {
  listeners.add(call);
}

export function status() {
  return { ...told };
}

channel?.addEventListener("message", () => changed(true));

// Tells the other tabs that something is to be read anew.
export function tellTabs() {
  channel?.postMessage("changed");
}

// Counts anew and tells everybody; `elsewhere` says that another tab did it.
async function changed(elsewhere = false, quiet = false) {
  if (!elsewhere && !quiet) tellTabs();
  await count();
  for (const call of listeners) call(elsewhere);
}

async function count() {
  const account = await get("account");
  const entries = await allEntries();
  const waiting = entries.filter((one) => one.state === "pending");
  told.count = waiting.filter((one) => mine(one, account)).length;
  told.others = waiting.length - told.count;
  told.rejected = entries.filter((one) => one.state === "rejected" && mine(one, account)).length;
  if (!told.count && told.state !== "login") told.state = "saved";
  else if (told.count && told.state === "saved") told.state = "on-phone";
}

function mine(one, account) {
  return !one.account || one.account === account;
}

// Logs entries: they are on the phone's disk when this returns. Sending follows by itself.
export async function log(entries) {
  const records = await addEntries((await get("account")) ?? "", entries);
  pause = FIRST_PAUSE_MS;
  await changed();
  send();
  return records;
}

// Sends all that waits; gives the state it ended in.
export function send() {
  busy ??= (navigator.locks ? navigator.locks.request("ironstride-send", sendAll) : sendAll())
    .catch(() => settle("on-phone"))
    .finally(() => { busy = null; });
  return busy;
}

async function sendAll() {
  for (;;) {
    const account = await get("account");
    const waiting = (await allEntries()).filter((one) => one.state === "pending" && mine(one, account)).slice(0, MOST);
    if (!waiting.length) return settle("saved");
    if (pause === FIRST_PAUSE_MS) await settle("sending"); // after a failure the word stays until it went well
    const problem = (token ? "" : await askSession()) || (await sendBatch(waiting));
    if (problem) return settle(problem);
    pause = FIRST_PAUSE_MS;
  }
}

// Asks whose login this is and for a token; answers with a problem or nothing.
async function askSession() {
  const reply = await reach("/api/session");
  if (!reply) return "on-phone";
  if (reply.status === 401) return "login";
  if (!reply.ok) return "on-phone";
  const session = await reply.json();
  token = session.csrf;
  await belongsTo(session.account);
  return "";
}

async function sendBatch(waiting) {
  const account = await get("account");
  const own = waiting.filter((one) => mine(one, account));
  if (!own.length) return "";
  const body = JSON.stringify({ account, device: await deviceId(), entries: own.map((one) => one.entry) });
  for (const again of [false, true]) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const reply = await reach("/api/sync", { method: "POST", headers, body });
    if (reply?.status === 403 && !again) {
      told.why = await why(reply);
      const problem = await askSession();
      if (problem) return problem;
      continue;
    }
    return reply ? took(own, reply) : "on-phone";
  }
  return "on-phone";
}

async function took(own, reply) {
  if (reply.status === 200) {
    const answer = await reply.json();
    await settleBatch(own, answer);
    return "";
  }
  told.why = await why(reply);
  if (reply.status === 401) token = "";
  return { 400: "fault", 401: "login", 403: "consent", 409: "other-account", 413: "fault", 507: "full" }[reply.status] ?? "on-phone";
}

async function settleBatch(own, answer) {
  const acked = new Set(answer.acked);
  const refused = new Map(answer.rejected.map((one) => [own[one.at]?.entry.entry ?? one.entry, one.why]));
  const done = [];
  for (const one of own) {
    if (acked.has(one.entry.entry)) done.push({ ...one, account: one.account, state: "acked", seq: answer.seq });
    else if (refused.has(one.entry.entry)) done.push({ ...one, state: "rejected", why: refused.get(one.entry.entry) });
  }
  await settleEntries(done);
  // somebody else has written, too, when the log grew by more than what we sent
  await update("seen", (seen) => ({ seq: answer.seq, alone: seen?.alone !== false && answer.seq <= (seen?.seq ?? 0) + acked.size }));
  if (!done.length) throw new Error("nothing of the batch was settled");
  await changed();
}

async function settle(state) {
  told.state = state;
  clearTimeout(timer);
  if (state === "saved") pause = FIRST_PAUSE_MS;
  await changed(false, state !== "saved");
  if (["on-phone", "full", "other-account"].includes(state) && told.count) {
    timer = setTimeout(send, pause);
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }
  return state;
}

async function reach(address, options = {}) {
  try {
    return await fetch(address, { ...options, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(TIMEOUT_MS) });
  } catch {
    return null;
  }
}

async function why(reply) {
  try {
    return (await reply.clone().json()).problem ?? "";
  } catch {
    return "";
  }
}

// Gives entries the server refused, with its reason.
export async function refused() {
  return (await allEntries()).filter((one) => one.state === "rejected");
}

// Drops refused entries, once somebody has read why.
export async function dropRefused() {
  await settleEntries([], (await refused()).map((one) => one.order));
  await changed();
}

// Drops what waits, because somebody said so by name.
export async function giveUp() {
  const account = await get("account");
  const waiting = (await allEntries()).filter((one) => one.state !== "acked" && mine(one, account));
  await settleEntries([], waiting.map((one) => one.order));
  await changed();
}

export function wake() {
  clearTimeout(timer);
  pause = FIRST_PAUSE_MS;
  return send();
}

globalThis.addEventListener?.("online", wake);
globalThis.document?.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); });
