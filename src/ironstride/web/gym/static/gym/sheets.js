// What lies one tap away from the set at hand: other exercises, changes, notes, pain.

import { loadsHere, setWords } from "./card.js";
import { button, h, say } from "./dom.js";
import * as now from "./state.js";
import { measureOf, number, toKg, toUnit } from "./units.js";

const FOUND = 30;
const SITES = ["achilles", "ankle", "back", "calf", "elbow", "foot", "groin", "hamstring", "hip", "knee", "neck", "shin", "shoulder", "wrist"];
const SIGNS = ["changes-gait", "sharp", "at-night", "at-rest", "on-bone", "swelling", "numb"];

export function sheet(page) {
  const made = { swap, more, add, edit, pain, load, away }[page.view.sheet.name](page);
  return h("section", { class: "sheet" }, made, h("p", { class: "row" }, button(say("close"), () => page.show(null), { class: "quiet big", id: "shut" })));
}

function title(text) {
  return h("h1", { tabindex: -1, "data-focus": true }, text);
}

function done(page, work) {
  return () => page.act(async () => {
    await work();
    page.view.sheet = null;
    page.view.dial = null;
  });
}

function swap(page) {
  const { item } = now.atHand();
  const choose = (exercise) => done(page, () => now.change((draft) => {
    if (exercise === item.original) delete draft.swaps[item.key];
    else draft.swaps[item.key] = exercise;
  }));
  const others = [...item.instead.map((one) => one.exercise), item.original].filter((one) => one && one !== item.exercise);
  return [title(say("swap-for", { name: now.nameOf(item.exercise) })),
    others.length ? h("ul", { class: "choices" }, others.map((one) => h("li", {}, button(now.nameOf(one), choose(one), { class: "quiet big whole", "data-exercise": one })))) : h("p", {}, say("no-swap"))];
}

function add(page) {
  const field = h("input", { type: "search", id: "search", autocomplete: "off", oninput: () => list.replaceChildren(...rows(field.value)) });
  const rows = (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const known = Object.entries(now.state.exercises).filter(([, one]) => words.every((word) => one.name.toLowerCase().includes(word)));
    return known.slice(0, FOUND).map(([id, one]) => h("li", {}, button(one.name, done(page, () => now.addExercise(id)), { class: "quiet big whole", "data-exercise": id })));
  };
  const list = h("ul", { class: "choices" }, rows(""));
  return [title(say("add-exercise")), h("label", { for: "search" }, say("search")), field, list];
}

function more(page) {
  const { all, item } = now.atHand();
  const after = all[all.indexOf(item) + 1];
  const joined = now.state.draft.turns.some((keys) => keys.includes(item.key));
  const choices = [
    button(say("add-set"), done(page, () => now.change((draft) => { draft.extra[item.key] = (draft.extra[item.key] ?? 0) + 1; })), { class: "quiet big whole", id: "add-set" }),
    joined
      ? button(say("no-turns"), done(page, () => now.change((draft) => { draft.turns = draft.turns.filter((keys) => !keys.includes(item.key)); })), { class: "quiet big whole" })
      : after && button(say("in-turns", { name: now.nameOf(after.exercise) }), done(page, () => now.change((draft) => { draft.turns = [...draft.turns.filter((keys) => !keys.includes(after.key)), [item.key, after.key]]; })), { class: "quiet big whole", id: "turns" }),
    page.view.dial?.sides.length > 1 && button(say(page.view.dial.differ ? "sides-same" : "sides-differ"), () => { page.view.dial.differ = !page.view.dial.differ; page.view.dial.touched = true; page.show(null); }, { class: "quiet big whole", id: "differ" }),
    item.sets.some((one) => one.warmup) && !item.cold && button(say("no-warmup"), done(page, () => now.change((draft) => { draft.coldStart[item.key] = true; })), { class: "quiet big whole", id: "cold" }),
    button(say("pain"), () => page.show("pain"), { class: "quiet big whole", id: "pain" }),
    button(say("throw-away"), () => page.show("away"), { class: "quiet big whole", id: "throw" }),
    button(say("leave"), done(page, now.close), { class: "quiet big whole", id: "leave" }),
  ];
  return [title(say("more")), h("ul", { class: "choices" }, choices.filter(Boolean).map((one) => h("li", {}, one)))];
}

function away(page) {
  return [title(say("throw-away")), h("p", { class: "lead" }, say("throw-away-sure")), button(say("yes"), done(page, now.throwAway), { class: "danger big", id: "sure" })];
}

function load(page) {
  const { dial } = page.view;
  const unit = now.unit();
  const { item } = now.atHand();
  const field = h("input", { id: "load-field", "aria-label": `${say("load")}, ${unit}`, inputmode: "decimal", autocomplete: "off", value: dial.load_kg == null ? "" : number(toUnit(dial.load_kg, unit)) });
  const set = (kg) => { dial.load_kg = kg; dial.touched = true; page.show(null); };
  const take = () => {
    const value = Number(field.value.replace(",", "."));
    if (Number.isFinite(value) && value >= 0 && value < 2000) set(value ? toKg(value, unit) : null);
  };
  const loads = loadsHere(now.state.exercises[item.exercise] ?? {});
  return [title(`${say("load")}, ${unit}`), h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); take(); } }, field, h("button", { class: "big", id: "take" }, say("keep"))),
    h("div", { class: "loads" }, button(say("body"), () => set(null), { class: "quiet big" }), loads.map((kg) => button(number(toUnit(kg, unit)), () => set(kg), { class: "quiet big" })))];
}

function edit(page) {
  const set = now.logged()?.sets.find((one) => one.id === page.view.sheet.id);
  if (!set) return [title(say("edit"))];
  const measure = measureOf(set), unit = now.unit();
  const amount = h("input", { id: "edit-amount", inputmode: "decimal", autocomplete: "off", value: set[measure] });
  const loadField = h("input", { id: "edit-load", inputmode: "decimal", autocomplete: "off", value: set.load_kg == null ? "" : number(toUnit(set.load_kg, unit)) });
  const rir = h("input", { id: "edit-rir", inputmode: "decimal", autocomplete: "off", value: set.rir ?? "" });
  const note = h("input", { id: "edit-note", autocomplete: "off", value: set.note ?? "" });
  const keep = done(page, async () => {
    const read = (field) => (field.value.trim() === "" ? null : Number(field.value.replace(",", ".")));
    const values = { ...set };
    const many = read(amount), heavy = read(loadField), spare = read(rir);
    if (many !== null && many >= 0) values[measure] = measure === "seconds" || measure === "metres" ? many : Math.round(many);
    values.load_kg = heavy === null || !Number.isFinite(heavy) ? undefined : set.load_kg != null && heavy === toUnit(set.load_kg, unit) ? set.load_kg : toKg(heavy, unit);
    values.rir = spare === null || !(spare >= 0 && spare <= 20) ? undefined : spare;
    values.note = note.value.trim() || undefined;
    await now.changeSet(set, values);
  });
  return [title(say("edit")), h("p", { class: "soft" }, `${now.nameOf(set.exercise)}: ${setWords(set)}`),
    h("form", { onsubmit: (event) => { event.preventDefault(); keep(); } },
      h("p", {}, h("label", { for: "edit-load" }, `${say("load")}, ${unit}`), loadField), h("p", {}, h("label", { for: "edit-amount" }, say(measure)), amount),
      measure === "reps" && h("p", {}, h("label", { for: "edit-rir" }, say("how-many")), rir), h("p", {}, h("label", { for: "edit-note" }, say("note")), note),
      h("p", { class: "row" }, h("button", { class: "big", id: "keep" }, say("keep")), button(say("take-out"), done(page, () => now.takeOut([set.id])), { class: "quiet big", id: "take-out" })))];
}

function pain(page) {
  if (!now.state.pack?.body) return [title(say("pain")), h("p", { class: "lead" }, say("pain-consent")), h("p", {}, h("a", { class: "button quiet", href: document.getElementById("gym").dataset.data }, say("to-data")))];
  const option = (value) => h("option", { value }, say(value));
  const site = h("select", { id: "site" }, SITES.map(option));
  const side = h("select", { id: "side" }, ["both", "left", "right"].map(option));
  const kind = h("select", { id: "kind" }, option("sore"), h("option", { value: "pain" }, say("hurts")));
  const felt = h("output", { for: "severity" }, "3");
  const severity = h("input", { id: "severity", type: "range", min: 0, max: 10, value: 3, oninput: () => { felt.textContent = severity.value; } });
  const signs = SIGNS.map((sign) => h("label", { class: "sign" }, h("input", { type: "checkbox", value: sign }), say(sign)));
  const advice = h("p", { class: "lead", role: "status" });
  const keep = () => page.act(async () => {
    const chosen = signs.map((one) => one.querySelector("input")).filter((one) => one.checked).map((one) => one.value);
    await now.complain({ site: site.value, side: side.value, kind: kind.value, severity: Number(severity.value), signs: chosen });
    now.state.notice = chosen.length ? `${say("pain-told")} ${say("see-someone")}` : say("pain-told");
    page.view.sheet = null;
  });
  return [title(say("pain")), h("p", {}, say("pain-why")), h("label", { for: "site" }, say("where")), site, h("label", { for: "side" }, say("which-side")), side,
    h("label", { for: "kind" }, say("set-kinds")), kind, h("label", { for: "severity" }, say("how-much"), " ", felt), severity, h("fieldset", {}, h("legend", {}, say("signs")), signs), advice, button(say("keep"), keep, { class: "big", id: "keep-pain" })];
}
