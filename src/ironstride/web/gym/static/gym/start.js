// The first screen: the sessions near today, what is under way, and a session without a plan.

import { button, h, say } from "./dom.js";
import * as now from "./state.js";
import { dayText, dayWords } from "./units.js";

export function startScreen(page) {
  const today = now.state.pack?.now.today ?? dayText(new Date());
  const underWay = [...now.state.sessions.values()].filter((one) => !one.finished && !one.planned);
  const plans = [...(now.state.pack?.sessions ?? [])].sort((one, other) => rank(one, today) - rank(other, today) || (one.date < other.date ? -1 : 1));
  return h("section", { class: "start" },
    h("h1", { tabindex: -1, "data-focus": true }, dayWords(today)),
    h("ol", {}, underWay.map((one) => row(page, one.title || say("free"), one.date, say("go-on"), () => now.openById(one.id), true)),
      plans.map((plan) => planRow(page, plan, today))),
    h("p", { class: "row" }, button(say("free"), () => page.act(() => now.open(null)), { class: "quiet big", id: "free" })));
}

// Today's first, then those to come, then those behind.
function rank(plan, today) {
  return plan.date === today ? 0 : plan.date > today ? 1 : 2;
}

function planRow(page, plan, today) {
  const known = now.answering(plan);
  const word = known ? (known.finished ? say("look") : say("go-on")) : say("begin");
  const more = `${plan.start} · ${say("minutes-count", { minutes: plan.minutes })} · ${plan.place}`;
  const main = plan.date === today && !known?.finished;
  return row(page, plan.title, plan.date, word, () => now.open(plan), main, more, plan.id);
}

function row(page, title, date, word, go, main, more = "", id = "") {
  return h("li", { class: "start-row" },
    h("div", {}, h("h2", {}, title), h("p", { class: "soft" }, [dayWords(date), more].filter(Boolean).join(" · "))),
    button(word, () => page.act(go), { class: main ? "big" : "quiet big", "data-plan": id, "aria-label": `${word}: ${title}, ${dayWords(date)}` }));
}
