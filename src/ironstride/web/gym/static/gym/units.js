// Puts loads, amounts, times and dates into words, as `ironstride.model.words` does.

const LB_PER_KG = 1 / 0.45359237;

export function toUnit(kg, unit) {
  return unit === "lb" ? Math.round(kg * LB_PER_KG * 2) / 2 : kg;
}

export function toKg(value, unit) {
  return unit === "lb" ? value / LB_PER_KG : value;
}

// A number with the reader's decimal mark; fields take comma and point alike.
export function number(value) {
  const mark = document.documentElement.lang === "de" ? "," : ".";
  return String(Math.round(value * 100) / 100).replace("-", "−").replace(".", mark);
}

export function mass(kg, unit) {
  return `${number(toUnit(kg, unit))} ${unit}`;
}

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// The local date as the log writes it.
export function dayText(date) {
  const two = (value) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

// A date of the log as the reader's language says it.
export function dayWords(text) {
  return written(text, { weekday: "long", day: "numeric", month: "long" });
}

export function shortDay(text) {
  return written(text, { day: "numeric", month: "short" });
}

// Day before month, as every page has it.
function written(text, parts) {
  const [year, month, day] = text.split("-").map(Number);
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  return new Intl.DateTimeFormat(language, parts).format(new Date(year, month - 1, day));
}

const MEASURES = ["reps", "seconds", "contacts", "metres"];

// Names what a set is counted in.
export function measureOf(set) {
  return MEASURES.find((name) => set[name] != null) ?? "reps";
}
