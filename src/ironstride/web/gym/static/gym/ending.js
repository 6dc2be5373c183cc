// The end of a session: how hard it was, a note, and whether it is all saved.

import { button, h, say } from "./dom.js";
import { status } from "./outbox.js";
import * as now from "./state.js";

export function finishScreen(page) {
  const session = now.logged();
  if (session?.finished) return over(page, session);
  const sets = workSets(session);
  const note = h("textarea", { id: "note", rows: 2, onchange: (event) => { now.state.draft.note = event.target.value; now.keepDraft(); } }, now.state.draft.note);
  const end = (rpe) => page.act(async () => {
    await now.finish(rpe, note.value.trim());
    page.view.ending = Boolean(now.state.open);
  });
  const numbers = Array.from({ length: 11 }, (_, rpe) => button(String(rpe), () => end(rpe), { class: "big", "data-rpe": rpe }));
  return h("section", { class: "card" },
    h("h1", { tabindex: -1, "data-focus": true }, say("all-done")),
    h("p", { class: "lead" }, say("sets-count", { count: sets })),
    h("div", { role: "group", "aria-labelledby": "rpe-label" }, h("p", { id: "rpe-label" }, say("rpe")), h("div", { class: "rpe" }, numbers),
      h("p", { class: "row note soft ends" }, h("span", {}, say("rpe-low")), h("span", {}, say("rpe-high")))),
    h("label", { for: "note" }, say("note")), note,
    h("p", { class: "row" }, button(say("finish"), () => end(null), { class: "quiet big", id: "end" }),
      button(say("go-back"), () => { page.view.ending = false; page.draw(); }, { class: "quiet big" })));
}

// Work sets as people count them: both sides of one are one.
function workSets(session) {
  const work = (session?.sets ?? []).filter((one) => one.kind !== "warmup");
  return work.filter((one, at) => !(one.side === "right" && work[at - 1]?.side === "left")).length;
}

function over(page, session) {
  const { count } = status();
  return h("section", { class: "card" },
    h("h1", { tabindex: -1, "data-focus": true }, say("finished")),
    h("p", { class: "lead" }, [say("sets-count", { count: workSets(session) }), session.minutes ? say("minutes-count", { minutes: Math.round(session.minutes) }) : ""].filter(Boolean).join(" · ")),
    h("p", { id: "kept", role: "status" }, count ? say("kept-here") : say("kept-there")),
    h("p", { class: "row" }, button(say("close"), () => page.act(async () => { page.view.ending = false; await now.close(); }), { class: "big", id: "close" })));
}
