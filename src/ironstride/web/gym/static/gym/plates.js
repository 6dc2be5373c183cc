// Says which plates go on each side of a bar, and draws them.

import { figure } from "./dom.js";

const UNITS = 10_000; // a tenth of a gram, so that plates in pounds add up, too
const TOLERANCE = UNITS / 20;

// Gives the fewest plates for one side, heaviest first; null when the bar cannot make the load.
export function perSide(bar, loadKg) {
  const side = Math.round(((loadKg - bar.bar_kg) / 2) * UNITS);
  if (side < -TOLERANCE) return null;
  const plates = bar.plates_kg.map((kg) => Math.round(kg * UNITS));
  const found = bar.pairs ? once(plates, side) : endless(plates, side);
  return found && found.map((plate) => plate / UNITS);
}

// Each plate once: the fewest that come nearest to the sum, within the tolerance.
function once(plates, side) {
  const best = new Map([[0, []]]);
  for (const plate of plates) {
    for (const [total, used] of [...best]) {
      const known = best.get(total + plate);
      if (!known || used.length + 1 < known.length) best.set(total + plate, [...used, plate]);
    }
  }
  let near = null;
  for (const total of best.keys()) if (near === null || Math.abs(total - side) < Math.abs(near - side)) near = total;
  return Math.abs(near - side) * 2 > TOLERANCE ? null : best.get(near);
}

// As many of each as wanted; the least plate divides them all.
function endless(plates, side) {
  const least = plates.at(-1);
  const steps = Math.round(side / least);
  if (Math.abs(steps * least - side) * 2 > TOLERANCE) return null;
  const best = [[]];
  for (let total = 1; total <= steps; total += 1) {
    let chosen = null;
    for (const plate of plates) {
      const rest = best[total - Math.round(plate / least)];
      if (rest && (chosen === null || rest.length + 1 < chosen.length)) chosen = [...rest, plate];
    }
    best.push(chosen);
  }
  return [...best[steps]].sort((one, other) => other - one);
}

// Draws one end of the bar as one stands before it: the collar, then the plates from the inside out.
export function drawPlates(plates, words) {
  const wide = (kg) => Math.min(26, 12 + kg * 0.55);
  const high = (kg) => Math.min(92, 34 + Math.sqrt(kg) * 11.6);
  const shapes = [];
  let x = 62;
  shapes.push(["rect", { x: 0, y: 56, width: 320, height: 8, class: "f-soft" }]);
  shapes.push(["rect", { x: 48, y: 44, width: 10, height: 32, class: "f-soft" }]);
  for (const { kg, text } of plates) {
    const w = wide(kg), h = high(kg), room = Math.max(w, text.length * 10);
    const middle = x + room / 2;
    shapes.push(["rect", { x: middle - w / 2, y: 60 - h / 2, width: w, height: h, rx: 2, class: "f-iron" }]);
    shapes.push(["text", { x: middle, y: 126, "text-anchor": "middle", "font-size": 17, "font-weight": 700, class: "f-ink" }, text]);
    x += room + 4;
  }
  return figure("0 0 320 132", words, shapes);
}
