// What a session asks for and how far it has come: pure, from the plan, the sets done and what was changed on the way.

import { isHeavyDay, lookUp } from "./advice.js";
import { measureOf } from "./units.js";

// How a session stands on this phone besides its sets.
export function newDraft() {
  return { plan: null, swaps: {}, skipped: {}, added: [], extra: {}, coldStart: {}, turns: [], current: null, rest: null, note: "" };
}

// Gives the exercises of a session in order, each with its planned sets and the turns done; a turn is one set, or one
// set on each side. `planned` is null for a session without a plan.
export function itemsOf(planned, sets, draft) {
  const items = (planned?.items ?? []).map((item, at) => {
    const key = String(at);
    const other = draft.swaps[key];
    const taken = other ? (item.instead ?? []).find((one) => one.exercise === other) ?? bare(other) : item;
    return { ...taken, key, original: item.exercise, instead: item.instead ?? [] };
  });
  for (const { key, exercise } of draft.added) items.push({ ...bare(exercise), key });
  for (const set of sets) {
    if (!items.some((one) => one.exercise === set.exercise)) items.push({ ...bare(set.exercise), key: `log-${set.exercise}` });
  }
  const turns = new Map(items.map((item) => [item.key, []]));
  for (const set of sets) place(items, turns, set);
  return items.map((item) => ({ ...item, turns: turns.get(item.key), skipped: Boolean(draft.skipped[item.key]), extra: draft.extra[item.key] ?? 0, cold: Boolean(draft.coldStart[item.key]) }));
}

function bare(exercise) {
  return { exercise, sets: [], instead: [] };
}

function place(items, turns, set) {
  const same = items.filter((one) => one.exercise === set.exercise);
  const mine = same.find((one) => turns.get(one.key).length < one.sets.length || waitsForRight(turns.get(one.key), set)) ?? same.at(-1);
  const list = turns.get(mine.key);
  if (waitsForRight(list, set)) list.at(-1).sets.push(set);
  else list.push({ warmup: set.kind === "warmup", sets: [set] });
}

function waitsForRight(list, set) {
  const last = list.at(-1);
  return set.side === "right" && last?.sets.length === 1 && last.sets[0].side === "left" && last.warmup === (set.kind === "warmup");
}

// Counts the work sets asked for and done; an exercise without a plan asks for what was added to it.
export function progress(item) {
  const asked = item.sets.filter((one) => !one.warmup).length + item.extra;
  const done = item.turns.filter((one) => !one.warmup).length;
  return { asked, done, over: item.skipped || (asked > 0 && done >= asked) };
}

// Tells whether the set that `next` asked for stands among the turns done meanwhile.
export function isDone(item, next) {
  return item.turns.filter((one) => one.warmup === next.warmup).length >= next.number;
}

// Gives the next set of an item: what is asked, its number, and the advice; null when nothing is left of it.
export function nextSet(item, last, eased) {
  const { asked, done, over } = progress(item);
  const work = item.sets.filter((one) => !one.warmup);
  const warm = item.sets.filter((one) => one.warmup);
  const warmed = item.turns.filter((one) => one.warmup).length;
  if (!done && warmed < warm.length && !item.cold && !item.skipped) {
    return { ...warm[warmed], number: warmed + 1, count: warm.length, advice: null };
  }
  if (over && asked) return null;
  const planned = work[Math.min(done, work.length - 1)] ?? fromBefore(item, last, done);
  const advice = item.advice ? lookUp(item.advice, weakest(item.turns), eased) : null;
  const set = { ...planned, warmup: false, number: done + 1, count: asked, advice };
  if (advice) Object.assign(set, { load_kg: work[0].load_kg == null && !advice.load_kg ? null : advice.load_kg, reps: advice.reps });
  else if (done && work.length && measureOf(planned) === "reps") set.load_kg = weakest(item.turns).at(-1).load_kg ?? planned.load_kg;
  return set;
}

// Without a plan the set before, else the last time, tells what the next one probably is.
function fromBefore(item, last, done) {
  const before = item.turns.filter((one) => !one.warmup).at(-1)?.sets[0] ?? last?.sets[Math.min(done, last.sets.length - 1)];
  if (!before) return { reps: 8, rest_s: 120 };
  const measure = measureOf(before);
  const side = before.side ? "each" : undefined;
  return { [measure]: before[measure], load_kg: before.load_kg, side, rest_s: 120 };
}

// Of each turn the side that could have done less, since both sides get the same load.
export function weakest(turns) {
  const could = (one) => (one.reps ?? 0) + (one.rir ?? 0);
  return turns.map((turn) => turn.sets.reduce((least, one) => (could(one) < could(least) ? one : least)));
}

// Tells whether the lifts before have shown the day to be heavy.
export function isEased(items, key, share) {
  const before = items.slice(0, items.findIndex((one) => one.key === key));
  return before.some((item) => {
    const planned = item.sets.find((one) => !one.warmup)?.load_kg;
    return item.turns.length > 0 && isHeavyDay(planned, weakest(item.turns), share);
  });
}

// Gives the key of what to do next: the one at hand until it is over, its partner when done in turns, else the first
// that is not over.
export function nextKey(items, draft) {
  const at = items.find((one) => one.key === draft.current);
  const group = draft.turns.find((keys) => keys.includes(draft.current));
  if (group) {
    const open = items.filter((one) => group.includes(one.key) && !progress(one).over);
    const least = open.reduce((best, one) => (!best || progress(one).done < progress(best).done ? one : best), null);
    if (least) return least.key;
  }
  if (at && !progress(at).over) return at.key;
  const after = items.slice(items.indexOf(at) + 1).find((one) => !progress(one).over && one.sets.length);
  return (after ?? items.find((one) => !progress(one).over && one.sets.length))?.key ?? null;
}

// Seconds of rest after a set; none between two that are done in turns, until the round is over.
export function restAfter(item, set, items, draft) {
  const next = nextKey(items, draft);
  const group = draft.turns.find((keys) => keys.includes(item.key));
  const nextItem = items.find((one) => one.key === next);
  if (!nextItem) return 0;
  if (group?.includes(next) && next !== item.key && progress(nextItem).done < progress(item).done) return 0;
  return set.rest_s ?? 0;
}
