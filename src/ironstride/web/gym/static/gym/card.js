// The set at hand: load, amount, plates, the last time, and one tap that says how it went.

import { button, drawing, h, say } from "./dom.js";
import { drawPlates, perSide } from "./plates.js";
import { newRest } from "./rest.js";
import * as now from "./state.js";
import { mass, measureOf, number, shortDay, toKg, toUnit } from "./units.js";

const MOST_RESERVE = 5;
const BARS = ["barbell", "trap-bar"];

export function card(page) {
  const { all, item, next: due, last } = now.atHand();
  const at = all.indexOf(item);
  const held = page.view.dial;
  const next = held?.touched && held.key === item.key ? held.next : due; // what a thumb has dialled stays for its set
  if (!next) return restOfItem(page, item, at, all.length);
  const dial = dialled(page, item, next);
  const exercise = now.state.exercises[item.exercise] ?? {};
  return h("section", { class: "card", "aria-labelledby": "what" },
    heading(item, at, all.length),
    h("p", { class: "which" }, which(next)),
    amounts(page, dial, exercise),
    h("p", { class: "reason", role: "status" }, reason(item, next)),
    plates(dial, exercise),
    lastTime(last),
    rate(page, item, next, dial),
    doneSets(page, item),
    tools(page, item),
    drawn(item, exercise),
    how(exercise, item, next));
}

function drawn(item, exercise) {
  const found = now.state.drawings[exercise.figure];
  return found && h("figure", { class: "drawn" }, drawing(found.svg, `${now.nameOf(item.exercise)}: ${found.says}`));
}

function heading(item, at, count) {
  return h("div", {}, h("p", { class: "soft note" }, say("item-of", { number: at + 1, count })),
    h("h1", { id: "what", tabindex: -1, "data-focus": true }, now.nameOf(item.exercise)));
}

function which(next) {
  const { number: at, count } = next;
  return say(next.warmup ? "warmup-of" : count && at <= count ? "set-of" : "set-more", { number: at, count });
}

// What is dialled on the card: the advice, until a thumb changes it.
function dialled(page, item, next) {
  const name = [item.key, item.exercise, next.warmup, next.number, next.load_kg, next.reps].join(":");
  if (page.view.dial?.name !== name) {
    const measure = measureOf(next);
    const sides = next.side === "each" ? ["left", "right"] : [next.side ?? null];
    page.view.dial = { name, key: item.key, next, touched: false, measure, load_kg: next.load_kg ?? null, amounts: sides.map(() => next[measure]), sides, differ: false };
  }
  return page.view.dial;
}

function amounts(page, dial, exercise) {
  const unit = now.unit();
  const loads = loadsHere(exercise);
  const pair = String(exercise.load_type).endsWith("-pair");
  const load = dial.load_kg == null ? say("body") : number(toUnit(dial.load_kg, unit));
  const small = dial.load_kg == null ? "" : pair ? `${unit} ${say("each-hand")}` : unit;
  const turn = (way) => { dial.load_kg = stepped(loads, dial.load_kg, way, unit); dial.touched = true; page.draw(); };
  const both = dial.differ ? dial.sides.map((side, at) => amount(page, dial, at, say(side))) : [amount(page, dial, null, sideWords(dial))];
  const loadable = dial.load_kg != null || exercise.loadable;
  return h("div", { class: "dials" },
    loadable && h("div", { class: "dial load" },
      button("−", () => turn(-1), { "aria-label": say("less-kg"), id: "less" }),
      h("button", { type: "button", class: "value", id: "load", "aria-label": `${say("load")}: ${load} ${small}`, onclick: () => page.show("load") }, h("span", { class: dial.load_kg == null ? "big-amount" : "big-load" }, load), h("span", { class: "unit" }, small)),
      button("+", () => turn(1), { "aria-label": say("more-kg"), id: "more-load" })),
    both);
}

function sideWords(dial) {
  return dial.sides.length > 1 ? say("each-side") : dial.sides[0] ? say(dial.sides[0]) : "";
}

function amount(page, dial, at, side) {
  const value = dial.amounts[at ?? 0];
  const step = dial.measure === "seconds" ? 5 : dial.measure === "metres" ? 5 : 1;
  const turn = (way) => {
    const fresh = Math.max(0, value + way * step);
    dial.amounts = dial.amounts.map((old, index) => (at === null || at === index ? fresh : old));
    dial.touched = true;
    page.draw();
  };
  return h("div", { class: "dial" },
    button("−", () => turn(-1), { "aria-label": `${say("less-kg")} ${say(dial.measure)}` }),
    h("p", { class: "value" }, h("span", { class: "big-amount" }, `× ${number(value)}`), h("span", { class: "unit" }, [say(dial.measure), side].filter(Boolean).join(" "))),
    button("+", () => turn(1), { "aria-label": `${say("more-kg")} ${say(dial.measure)}` }));
}

// The loads the session's place makes for this kind of weight; without a place, all its places.
export function loadsHere(exercise) {
  const places = now.state.pack?.places ?? {};
  const place = now.planned()?.place || now.logged()?.place;
  const here = place && places[place] ? [places[place]] : Object.values(places);
  const loads = new Set(here.flatMap((one) => one.loads_kg[exercise.load_type] ?? []));
  return [...loads].filter((kg) => kg > 0).sort((one, other) => one - other);
}

function stepped(loads, kg, way, unit) {
  if (!loads.length) {
    const value = toUnit(kg ?? 0, unit) + way * (unit === "lb" ? 5 : 2.5);
    return value > 0 ? toKg(value, unit) : null;
  }
  const here = kg ?? 0;
  if (way > 0) return loads.find((one) => one > here + 0.01) ?? kg;
  return [...loads].reverse().find((one) => one < here - 0.01) ?? null;
}

function reason(item, next) {
  if (!next.advice || next.warmup) return [item.first_time && !item.turns.length ? item.note : "", next.note].filter(Boolean).join(" ");
  const load = next.load_kg == null ? say("body") : mass(next.load_kg, now.unit());
  const text = say(next.advice.why, { load, reps: next.reps });
  const asked = next.rir != null ? say("in-reserve", { rir: number(next.rir) }) : "";
  return [text, asked && `${asked}.`, item.first_time && !item.turns.length ? item.note : ""].filter(Boolean).join(" ");
}

function barHere(exercise) {
  if (!BARS.includes(exercise.load_type)) return null;
  const places = now.state.pack?.places ?? {};
  const place = now.planned()?.place || now.logged()?.place;
  const here = place && places[place] ? [places[place]] : Object.values(places);
  return here.map((one) => one.bars[exercise.load_type]).find(Boolean) ?? null;
}

function plates(dial, exercise) {
  const bar = dial.load_kg == null ? null : barHere(exercise);
  if (!bar) return null;
  const unit = now.unit();
  const found = perSide(bar, dial.load_kg);
  if (!found) return h("p", { class: "soft" }, say("odd-load"));
  if (!found.length) return h("p", { class: "soft" }, say("bare-bar"));
  const texts = found.map((kg) => ({ kg, text: number(toUnit(kg, unit)) }));
  const words = say("plates-of", { load: mass(dial.load_kg, unit), bar: mass(bar.bar_kg, unit), plates: texts.map((one) => one.text).join(" + ") });
  return h("figure", { class: "plates" }, drawPlates(texts, words), h("figcaption", { class: "soft note" }, say("per-side")));
}

export function setWords(set) {
  const measure = measureOf(set);
  const amountText = `${number(set[measure])}${measure === "reps" ? "" : ` ${say(measure)}`}`;
  const load = set.load_kg == null ? "" : `${number(toUnit(set.load_kg, now.unit()))} × `;
  const rir = set.to_failure ? ` · ${say("failed")}` : set.rir == null ? "" : ` · ${say("in-reserve", { rir: number(set.rir) })}`;
  const side = set.side && set.side !== "each" ? ` ${say(set.side)}` : "";
  return `${load}${amountText}${side}${rir}`;
}

const wordsOf = (sets) => sets.map(setWords).join(", ");

function lastTime(last) {
  if (!last) return null;
  const texts = [];
  for (const set of last.sets) {
    if (set.side === "right" && texts.length) continue;
    texts.push(setWords({ ...set, side: null }));
  }
  const same = texts.every((one) => one === texts[0]) ? [`${texts.length} × (${texts[0]})`] : texts;
  return h("p", { class: "last" }, h("span", { class: "soft" }, `${say("last-time", { date: shortDay(last.date) })} `), texts.length > 1 ? same.join(", ") : texts[0]);
}

function finished(dial, more) {
  return dial.sides.map((side, at) => {
    const one = { [dial.measure]: dial.amounts[at], ...more };
    if (dial.load_kg != null) one.load_kg = dial.load_kg;
    if (side) one.side = side;
    return one;
  });
}

// One tap on how many more it could have been logs the set.
function rate(page, item, next, dial) {
  const log = (more) => page.act(async () => {
    const done = finished(dial, more);
    page.view.dial = null;
    const twice = await now.logSet(item, next, done);
    if (twice) now.state.notice = say("logged-already", { set: wordsOf(twice), yours: wordsOf(done) });
  });
  const free = !item.sets.length && !("block" in item);
  const rated = dial.measure === "reps" && !next.warmup && (next.rir != null || next.advice || free);
  const hold = dial.measure === "seconds" && button(say("start-hold", { seconds: dial.amounts[0] }), () => page.act(() => now.setRest(newRest(dial.amounts[0], Date.now(), "hold"))), { class: "quiet big whole", id: "hold" });
  if (!rated) return h("div", { class: "rate" }, hold, button(say("done"), () => log({}), { class: "big whole", id: "done" }));
  const numbers = Array.from({ length: MOST_RESERVE + 1 }, (_, rir) => button(rir === MOST_RESERVE ? `${rir}+` : String(rir), () => log({ rir }), {
    class: next.rir != null && Math.round(next.rir) === rir ? "big asked" : "big", "data-rir": rir,
    "aria-label": rir === MOST_RESERVE ? say("or-more", { rir }) : String(rir),
  }));
  return h("div", { class: "rate", role: "group", "aria-labelledby": "how-many" },
    h("p", { id: "how-many" }, say("how-many")), h("div", { class: "reserve" }, numbers),
    h("p", { class: "row" }, button(say("done"), () => log({}), { class: "quiet", id: "done" }), button(say("failed"), () => log({ to_failure: true, rir: 0 }), { class: "quiet" })));
}

function doneSets(page, item) {
  if (!item.turns.length) return null;
  const rows = item.turns.flatMap((turn) => turn.sets).map((set) => h("li", {},
    h("button", { type: "button", class: "done-set", "data-state": set.state, onclick: () => page.show("edit", { id: set.id }) },
      h("span", {}, setWords(set)), h("span", { class: "state" }, set.state === "saved" ? say("saved") : say("set-here")))));
  return h("ol", { class: "done-sets" }, rows);
}

function tools(page, item) {
  return h("p", { class: "row tools" },
    button(say("swap"), () => page.show("swap"), { class: "quiet", id: "swap" }),
    button(say("skip"), () => page.act(() => now.change((draft) => { draft.skipped[item.key] = true; })), { class: "quiet", id: "skip" }),
    button(say("more"), () => page.show("more"), { class: "quiet", id: "more" }));
}

function restOfItem(page, item, at, count) {
  return h("section", { class: "card" }, heading(item, at, count), doneSets(page, item),
    h("p", { class: "row" }, button(say("add-set"), () => page.act(() => now.change((draft) => { draft.extra[item.key] = (draft.extra[item.key] ?? 0) + 1; })), { class: "quiet" })), tools(page, item));
}

function how(exercise, item, next) {
  if (!exercise.cues?.length) return null;
  const notes = [next.tempo, item.note && !item.first_time ? item.note : ""].filter(Boolean);
  return h("details", { class: "how" }, h("summary", {}, say("how")), h("ul", {}, [...notes, ...exercise.cues].map((cue) => h("li", {}, cue))));
}
