// Makes elements. Texts are always text, never markup.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export function figure(box, words, shapes) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", box);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", words);
  for (const [tag, attributes, text] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    if (text) shape.textContent = text;
    made.append(shape);
  }
  return made;
}

// Gives a drawing of our own catalogue as an element, with its words for those who hear it.
export function drawing(svg, words) {
  const made = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  made.removeAttribute("aria-labelledby");
  made.setAttribute("aria-label", words);
  made.setAttribute("lang", "en");
  return made;
}

export function button(text, press, more = {}) {
  return h("button", { type: "button", onclick: press, ...more }, text);
}

const phrases = JSON.parse(globalThis.document?.getElementById("words")?.textContent ?? "{}");

// Gives a phrase in the reader's language, with what stands in braces put in.
export function say(name, values = {}) {
  return (phrases[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
