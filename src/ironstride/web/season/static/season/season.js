// Moves a session by pointer or touch: while it hovers over a day, what that costs and which rule minds, in words.
// Without script, and by keyboard, the button "Move …" leads to the same prices as a form.
const box = document.getElementById("hours");
const price = document.getElementById("price");
const drop = document.getElementById("drop");
const words = JSON.parse(document.getElementById("move-words").textContent);
const FAR_PX = 6;
const MARKS = { never: "✕", better: "↓", same: "=", little: "+", worse: "++", much: "+++" };
const SVG = "http://www.w3.org/2000/svg";
let sessions = {};

async function load() {
  const answer = await fetch(box.dataset.prices, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  sessions = (await answer.json()).sessions;
  for (const lift of box.querySelectorAll("g.lift")) {
    if (!sessions[lift.dataset.date]) continue;
    lift.dataset.movable = "";
    lift.addEventListener("pointerdown", (event) => take(event, lift));
    // browsers heed touch-action on the whole picture only, which must still scroll
    lift.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  }
  box.querySelector("[data-hint]").hidden = !Object.keys(sessions).length;
  box.dataset.ready = "";
}

function take(event, lift) {
  if (event.button) return;
  const start = { x: event.clientX, y: event.clientY };
  let held = null;
  const move = (event) => {
    if (!held && Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR_PX) return;
    held ??= lifted(lift);
    event.preventDefault();
    price.classList.toggle("up", event.clientY > innerHeight / 2);
    hover(held, event.clientX - start.x, event.clientY - start.y, event.clientX);
  };
  const end = (event) => {
    stop();
    if (!held) document.getElementById(`day-${lift.dataset.date}`).scrollIntoView({ block: "start" });
    else if (event.type === "pointerup" && held.over) put(held);
    else letGo(held);
  };
  const escape = (event) => { if (event.key === "Escape") { stop(); if (held) letGo(held); } };
  const stop = () => {
    lift.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) lift.removeEventListener(name, end);
    document.removeEventListener("keydown", escape);
  };
  lift.setPointerCapture(event.pointerId);
  event.preventDefault();
  lift.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) lift.addEventListener(name, end);
  document.addEventListener("keydown", escape);
}

// takes a session off its place: a ghost under the finger, and every day's price at its foot
function lifted(lift) {
  const svg = lift.ownerSVGElement;
  const days = sessions[lift.dataset.date];
  const ghost = lift.cloneNode(true);
  ghost.classList.add("ghost");
  lift.classList.add("left-behind");
  svg.append(ghost);
  svg.classList.add("moving");
  for (const day of svg.querySelectorAll("rect.day")) {
    const told = days[day.dataset.date];
    if (!told) continue;
    day.classList.add(told.open ? "open" : "shut", told.verdict);
    const mark = MARKS[told.verdict];
    if (!mark) continue;
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", Number(day.getAttribute("x")) + Number(day.getAttribute("width")) / 2);
    text.setAttribute("y", Number(day.getAttribute("y")) + Number(day.getAttribute("height")) - 8);
    text.setAttribute("text-anchor", "middle");
    text.setAttribute("class", `cost ${told.verdict === "never" ? "f-cinder" : "f-iron"}`);
    text.textContent = mark;
    svg.append(text);
  }
  price.hidden = false;
  return { lift, svg, ghost, days, over: null };
}

function hover(held, dx, dy, x) {
  const scale = held.svg.viewBox.baseVal.width / held.svg.getBoundingClientRect().width;
  held.ghost.setAttribute("transform", `translate(${dx * scale} ${dy * scale})`);
  let over = null;
  for (const day of held.svg.querySelectorAll("rect.day")) {
    const edge = day.getBoundingClientRect();
    const here = x >= edge.left && x < edge.right && day.dataset.date in held.days;
    day.classList.toggle("over", here);
    if (here) over = day.dataset.date;
  }
  if (over !== held.over) {
    held.over = over;
    tell(held.days[over]);
  }
}

function tell(told) {
  price.replaceChildren();
  price.className = price.classList.contains("up") ? "price up" : "price";
  if (!told) return;
  price.classList.add(told.open ? told.verdict : "shut");
  const head = document.createElement("b");
  head.textContent = `${told.day}: ${told.words}${told.open && told.at ? ` (${told.at})` : ""}`;
  const minds = document.createElement("span");
  minds.textContent = told.minds.join(" ");
  const next = document.createElement("span");
  next.className = "note";
  if (told.verdict !== "here") next.textContent = ` ${told.open ? (told.verdict === "never" ? words.ask : words.let_go) : words.shut}`;
  price.append(head, minds, next);
}

function put(held) {
  const told = held.days[held.over];
  if (!told.open) { letGo(held); return; }
  drop.action = held.lift.dataset.date ? box.dataset.move.replace("0000-00-00", held.lift.dataset.date) : "";
  drop.elements.to.value = held.over;
  drop.submit();
}

function letGo(held) {
  held.ghost.remove();
  held.lift.classList.remove("left-behind");
  held.svg.classList.remove("moving");
  for (const text of held.svg.querySelectorAll("text.cost")) text.remove();
  for (const day of held.svg.querySelectorAll("rect.day")) day.setAttribute("class", "day none");
  price.hidden = true;
}

load().catch(() => {}); // without prices the buttons below still lead to the form
