// What gym mode knows and does: reads pack, log and drafts, and turns what a thumb does into log entries.

import { say } from "./dom.js";
import { overlay } from "./fold.js";
import { log, onChange, send, status, tellTabs } from "./outbox.js";
import { refresh, refreshNow, sessionOf, trueNow } from "./pack.js";
import { hush, layTones, left, newRest } from "./rest.js";
import { isDone, isEased, itemsOf, newDraft, nextKey, nextSet, progress, restAfter } from "./session.js";
import { allEntries, available, get, keys, newId, nowText, put, remove, settleEntries, update } from "./store.js";
import { dayText } from "./units.js";

const LONGEST_MIN = 600;
const LONGEST_REST_S = 3600;
const MEET_ANYWAY_MS = 60_000;
let met = Date.now();
export const state = { pack: null, exercises: {}, drawings: {}, sessions: new Map(), open: null, draft: null, notice: "", undo: null };
const root = globalThis.document?.getElementById("gym");

// Reads pack and log anew; what another tab or the server did is in it.
export async function load() {
  const pack = (await get("pack")) ?? null;
  const entries = await allEntries();
  state.pack = pack;
  state.sessions = overlay(pack?.now.logged ?? [], entries);
}

// Reads how the open session stands on this phone; which of its exercises is shown is each tab's own.
async function loadDraft() {
  if (!state.open) return;
  const kept = await get(`draft:${state.open.id}`);
  if (!kept && state.draft) return;
  state.draft = { ...(kept ?? newDraft()), ...(state.draft?.current && { current: state.draft.current }) };
}

// Moves on where another tab has logged the set that is shown, skipped its exercise or thrown the session away.
export async function follow(shown) {
  if (!state.open) return;
  if (await isThrown()) return leave();
  const all = items();
  const at = all.find((one) => one.key === state.draft.current);
  if (!at || at.skipped || (shown?.key === at.key && isDone(at, shown.next))) state.draft.current = nextKey(all, state.draft);
}

async function isThrown() {
  return ((await get("thrown")) ?? []).includes(state.open.id);
}

function leave() {
  state.open = null;
  state.draft = null;
}

export async function loadExercises() {
  try {
    const { exercises, drawings } = await (await fetch(root.dataset.exercises)).json();
    Object.assign(state, { exercises, drawings });
  } catch { /* ids are shown for names until there is a signal */ }
}

export const nameOf = (exercise) => state.exercises[exercise]?.name ?? exercise.replaceAll("-", " ");
export const unit = () => state.pack?.unit ?? "kg";
export const planned = () => state.draft?.plan ?? null;
export const logged = () => state.sessions.get(state.open?.id) ?? null;
export const items = () => itemsOf(planned(), logged()?.sets ?? [], state.draft);

// Gives the item at hand, its next set, and the last time it was done.
export function atHand() {
  const all = items();
  const item = all.find((one) => one.key === state.draft.current) ?? null;
  if (!item) return { all, item, next: null, last: null };
  const last = state.pack?.last[item.exercise] ?? null;
  const next = nextSet(item, last, isEased(all, item.key, state.pack?.heavy_day_share ?? 1));
  return { all, item, next, last };
}

// Gives the session the log holds for a planned one, wherever it was begun.
export function answering(plan) {
  return [...state.sessions.values()].find((one) => one.planned === plan.id) ?? null;
}

// Opens a planned session, or one without a plan; nothing is logged before the first set.
export async function open(plan) {
  const known = plan && answering(plan);
  await openById(known?.id ?? (plan ? await freeId(`gym-${plan.id}`) : `gym-${newId()}`), plan);
}

// Gives the id, or with a number behind it when that session was thrown away.
async function freeId(id) {
  const thrown = [...((await get("thrown")) ?? []), ...(state.pack?.now.gone ?? [])];
  let free = id;
  for (let number = 2; thrown.includes(free); number += 1) free = `${id}-${number}`;
  return free;
}

// A session that was thrown away elsewhere takes no sets with it that this phone has logged since: they go on in another.
async function rescue() {
  const thrown = (await get("thrown")) ?? [];
  for (const id of (state.pack?.now.gone ?? []).filter((one) => !thrown.includes(one))) {
    const entries = await allEntries();
    const sets = overlay([{ id }], entries).get(id)?.sets ?? [];
    const draft = await get(`draft:${id}`);
    const free = await freeId(id);
    if (state.open?.id === id) {
      if (draft) await put(`draft:${free}`, draft);
      await openById(free, draft?.plan ?? null);
    }
    if (sets.length) {
      const plan = draft?.plan;
      const session = { id: free, date: dayText(await trueNow()), title: plan?.title ?? "", planned: plan?.id ?? "", place: plan?.place ?? "", finished: false, source: "gym mode" };
      await log([{ do: "session", session }, ...sets.map(({ state: _, ...set }) => ({ do: "set", session: free, set: { ...set, id: newId() } }))]);
      state.notice = say("taken-out-elsewhere");
    }
    await settleEntries([], entries.filter((one) => sessionOf(one.entry) === id).map((one) => one.order));
    await update("thrown", (known) => [...(known ?? []), id]);
    await remove(`draft:${id}`);
    await load();
  }
}

// The plan is kept with the draft, so that nothing changes under a session that is under way.
export async function openById(id, plan = null) {
  state.open = { id, planned: plan?.id ?? "" };
  await put("open", state.open);
  state.draft = (await get(`draft:${id}`)) ?? newDraft();
  state.draft.plan ??= plan;
  const all = items();
  if (!all.some((one) => one.key === state.draft.current)) state.draft.current = nextKey(all, state.draft);
  await keepDraft();
}

export async function close() {
  leave();
  await remove("open");
}

export async function keepDraft() {
  await put(`draft:${state.open.id}`, state.draft);
  tellTabs();
}

// One tab at a time, so that what is read stays true until it is written.
function alone(work) {
  return navigator.locks ? navigator.locks.request("ironstride-log", work) : work();
}

async function head(more = {}) {
  const before = logged();
  if (before) {
    const { sets, state: _, ...rest } = before;
    return { ...rest, ...more };
  }
  const now = await trueNow();
  const plan = planned();
  return { id: state.open.id, date: dayText(now), start_min: now.getHours() * 60 + now.getMinutes(), title: plan?.title ?? "", planned: state.open.planned, place: plan?.place ?? "", finished: false, source: "gym mode", ...more };
}

// Logs the set at hand, unless it stands already, from another tab or a tap before; then gives the sets that stand for
// it. `done`: what was done, on each side where there are two.
export async function logSet(item, next, done) {
  const { ids, twice } = await alone(() => putSet(item, next, done));
  await moveOn(item, next);
  if (ids) state.undo = { text: "logged", back: () => takeOut(ids) };
  return twice;
}

async function putSet(item, next, done) {
  await load();
  if (await isThrown()) await openById(await freeId(state.open.id), planned());
  const there = items().find((one) => one.key === item.key);
  if (there && isDone(there, next)) return { twice: there.turns.filter((one) => one.warmup === next.warmup)[next.number - 1].sets };
  const entries = logged() ? [] : [{ do: "session", session: await head() }];
  const group = state.draft.turns.find((keys) => keys.includes(item.key));
  const common = { exercise: item.exercise, kind: next.warmup ? "warmup" : "work", at: nowText() };
  if (next.reps != null) common.planned_reps = next.advice ? item.advice.reps : next.reps;
  if (group) common.superset = group[0];
  const rested = state.draft.setAt ? Math.round((Date.now() - state.draft.setAt) / 1000) : 0;
  if (rested > 0 && rested < LONGEST_REST_S) common.rest_s = rested;
  const sets = done.map((one) => ({ id: newId(), ...common, ...one }));
  entries.push(...sets.map((set) => ({ do: "set", session: state.open.id, set })));
  state.draft.setAt = Date.now();
  state.draft.begun ??= Date.now();
  await keepDraft();
  await log(entries);
  await load();
  return { ids: sets.map((one) => one.id) };
}

// After a set: what comes next, and the rest before it.
async function moveOn(item, set) {
  const all = items();
  state.draft.current = item.key;
  const fresh = all.find((one) => one.key === item.key);
  const rest = restAfter(fresh, set, all, state.draft);
  state.draft.current = nextKey(all, state.draft);
  setRest(rest && state.draft.current ? newRest(rest) : null);
  await keepDraft();
}

export function setRest(rest) {
  state.draft.rest = rest;
  if (rest) layTones(left(rest));
  else hush();
  return keepDraft();
}

export async function changeSet(set, values) {
  const { state: _, ...before } = set;
  const { state: __, ...fresh } = values;
  await log([{ do: "set", session: state.open.id, set: { ...before, ...fresh } }]);
  state.undo = { text: "edit", back: () => log([{ do: "set", session: state.open.id, set: before }]) };
  await load();
}

// Takes sets out; bringing one back undoes that, and puts it again for a telling that has it out already.
export async function takeOut(ids) {
  const before = (logged()?.sets ?? []).filter((one) => ids.includes(one.id));
  const records = await log(ids.map((id) => ({ do: "remove", id })));
  const back = () => log([
    ...records.map((one) => ({ do: "undo", undone: one.entry.entry })),
    ...before.map(({ state: _, ...set }) => ({ do: "set", session: state.open.id, set })),
  ]);
  state.undo = { text: "removed", back };
  await load();
  await toOpenItem();
}

async function toOpenItem() {
  const all = items();
  const at = all.find((one) => one.key === state.draft.current);
  if (!at || progress(at).over) state.draft.current = nextKey(all, state.draft);
  await keepDraft();
}

export async function undo() {
  const { back } = state.undo;
  state.undo = null;
  await back();
  await load();
  await toOpenItem();
}

// Changes the draft and goes to what comes next.
export async function change(what) {
  what(state.draft);
  await toOpenItem();
}

export async function addExercise(exercise) {
  const key = `add-${newId().slice(0, 8)}`;
  state.draft.added.push({ key, exercise });
  state.draft.current = key;
  await keepDraft();
}

export async function finish(rpe, note) {
  const sets = logged()?.sets ?? [];
  if (!sets.length) return throwAway();
  const minutes = state.draft.begun ? Math.ceil(((state.draft.setAt ?? Date.now()) - state.draft.begun) / 60_000) : null;
  const more = { finished: true, note };
  if (rpe != null) more.rpe = rpe;
  if (minutes > 0 && minutes < LONGEST_MIN && logged().minutes == null) more.minutes = minutes;
  await log([{ do: "session", session: await head(more) }]);
  setRest(null);
  state.undo = null;
  await load();
}

export async function throwAway() {
  const { id } = state.open;
  hush();
  if (state.sessions.has(id)) {
    await update("thrown", (known) => [...(known ?? []), id]);
    await log([{ do: "remove", id }]);
  }
  await remove(`draft:${id}`);
  await close();
  await load();
}

export async function complain(complaint) {
  await log([{ do: "complaint", complaint: { id: newId(), date: dayText(await trueNow()), ...complaint } }]);
}

// Goes on from what was kept; then from what the server says.
export async function begin(changed) {
  onChange(async (elsewhere) => {
    await load();
    if (elsewhere) await loadDraft();
    await changed(elsewhere);
  });
  await load();
  state.open = (await get("open")) ?? null;
  await loadDraft();
  if (!(await available())) state.notice = say("no-store");
  await dropDrafts();
  await loadExercises();
}

// Drafts of sessions that are over are of no more use.
async function dropDrafts() {
  for (const key of await keys()) {
    const id = key.startsWith("draft:") ? key.slice("draft:".length) : null;
    if (id && id !== state.open?.id && state.sessions.get(id)?.finished !== false) await remove(key);
  }
}

export async function meet() {
  await send();
  await refresh();
  await load();
  await rescue();
}

// Asks what another phone has logged meanwhile: soon when the server's log grew by more than what was sent from here,
// else now and then.
export async function meetOthers() {
  const seen = await get("seen");
  const old = Date.now() - met > MEET_ANYWAY_MS;
  if (!seen || status().count || document.visibilityState !== "visible" || (seen.alone && !old)) return;
  met = Date.now();
  if (!(await refreshNow())) return;
  await load();
  await rescue();
}
