// Fetches the pack and keeps it: the sessions around today with their advice, and what the server holds of them.

import { allEntries, deviceId, forget, get, put, remove, settleEntries, update } from "./store.js";

const CLOCK_OFF_MS = 10 * 60_000;

// Fetches the pack; gives null without a signal, a login or room. What it finds is written to the store.
export async function refresh() {
  if (!(await get("account"))) return null;
  const known = await get("device");
  const answer = await ask(`/api/gym?device=${encodeURIComponent(known?.id ?? "")}`);
  if (!answer) return null;
  await belongsTo(answer.now.account);
  await put("pack", answer);
  await arrived(answer.now);
  if (answer.now.missed) await put("evicted", true);
  if (!known) await tellDevice();
  return answer;
}

// Fetches only what the server holds of the days around today.
export async function refreshNow() {
  const answer = await ask(`/api/gym/now?device=${encodeURIComponent(await deviceId())}`);
  if (!answer || answer.account !== (await get("account"))) return null;
  await update("pack", (pack) => (pack ? { ...pack, now: answer } : pack));
  await arrived(answer);
  return answer;
}

async function tellDevice() {
  await ask(`/api/gym/now?device=${encodeURIComponent(await deviceId())}`);
}

async function ask(address) {
  try {
    const reply = await fetch(address, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout?.(20_000) });
    if (reply.ok) return await reply.json();
  } catch { /* no signal */ }
  return null;
}

// What belongs to another account is forgotten, what of it waits to be sent apart.
export async function belongsTo(account) {
  const before = await get("account");
  if (before && before !== account) await forget();
  await put("account", account);
}

async function arrived(now) {
  const skew = Date.parse(now.time) - Date.now();
  if (Math.abs(skew) > CLOCK_OFF_MS) await put("skew", { ms: skew, seen: Date.now() });
  else await remove("skew");
  await put("seen", { seq: now.seq, alone: true });
  // what went into a session that was taken out elsewhere is not in it: the state finds it another place
  const thrown = (await get("thrown")) ?? [];
  const lost = new Set(now.gone.filter((id) => !thrown.includes(id)));
  const inside = (await allEntries()).filter((one) => one.state === "acked" && one.seq <= now.seq && !lost.has(sessionOf(one.entry)));
  await settleEntries([], inside.map((one) => one.order));
}

// Names the session an entry goes into.
export function sessionOf(entry) {
  return entry.do === "session" ? entry.session.id : entry.do === "set" ? entry.session : "";
}

// The time as the server has it, as well as that is known; a clock that was put back since is taken to be right.
export async function trueNow() {
  const skew = await get("skew");
  return new Date(Date.now() + (skew && Date.now() > skew.seen - CLOCK_OFF_MS ? skew.ms : 0));
}
