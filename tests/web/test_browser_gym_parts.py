"""The scripts of gym mode reckon as the server does: advice, plates, sessions laid over one another, the rest."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from msgspec import to_builtins as builtins

from ironstride.model.equipment import Bar, Place
from ironstride.model.log import LoggedSet
from ironstride.planning.gym import advice_tables
from ironstride.strength.autoregulate import AdviceTable, look_up
from ironstride.strength.loads import makeable_loads_kg, plate_stock_kg, plates_per_side
from planning.simulated_season import season
from web.browsing import open_demo, page_of
from web.gym_phone import log_one
from web.served import Served
from web.test_browser_pages import TAGS

pytestmark = pytest.mark.slow


class Scripts:
    """A page in which the modules can be asked."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.goto("/gym/shell")
        text = page.evaluate("() => fetch('/worker.js').then((answer) => answer.text())")
        self.files = json.loads(re.search(r"FILES = (\[.*?\]);", text)[1])  # type: ignore[index]

    def ask(self, module: str, call: str, given: Any) -> Any:
        """Call with a module as `m` and what is given as `x`."""
        address = next(one for one in self.files if re.search(rf"/gym/{module}(\.\w+)?\.js$", one))
        script = f"async ([address, x]) => {{ const m = await import(address); return {call}; }}"
        return self.page.evaluate(script, [address, given])


@pytest.fixture(scope="module")
def scripts(served: Served, browser: Any) -> Any:
    """Open the page."""
    with page_of(browser, served) as page:
        yield Scripts(page)


def done_sets(table: AdviceTable, draw: random.Random) -> list[LoggedSet]:
    """Draw a few sets as somebody may have done them."""
    kinds = ["warmup"] * draw.randint(0, len(table.warm_kg)) + ["work"] * draw.randint(0, 4)
    return [
        LoggedSet(
            id=str(at),
            kind=kind,  # type: ignore[arg-type]
            reps=draw.randint(0, 14),
            load_kg=draw.choice([None, *table.loads, *table.warm_kg]),
            rir=draw.choice([None, 0.0, 1.5, 2.0, 4.0, 7.0]),
            to_failure=draw.random() < 0.2,
        )
        for at, kind in enumerate(kinds)
    ]


def test_advice_is_read_as_the_server_reads_it(scripts: Scripts) -> None:
    plan, draw = season(weeks=4), random.Random(7)
    tables = [table for one in plan.sessions[:3] for table in advice_tables(plan, one.id).values()]
    cases = [(table, [done_sets(table, draw) for _ in range(20)]) for table in tables]
    found = scripts.ask("advice", "x.map(([table, all]) => all.map((done) => m.lookUp(table, done)))", builtins(cases))
    assert len(found) > 5
    assert found == [[builtins(look_up(table, done)) for done in all_done] for table, all_done in cases]


BARS = [
    Bar(plates_kg=(20, 15, 10, 5, 2.5, 1.25)),
    Bar(bar_kg=15, plates_kg=(10, 10, 5, 5, 2.5, 1.25)),
    Bar(step_kg=2.5, max_kg=200),
    Bar(bar_kg=20.411657, step_kg=2.267962, max_kg=180),
]


@pytest.mark.parametrize("bar", BARS)
def test_plates_are_those_of_the_server(scripts: Scripts, bar: Bar) -> None:
    loads = makeable_loads_kg("barbell", Place(barbell=bar))
    given = {"bar_kg": bar.bar_kg, "plates_kg": plate_stock_kg(bar), "pairs": bar.step_kg is None}
    found = scripts.ask("plates", "x.loads.map((kg) => m.perSide(x.bar, kg))", {"bar": given, "loads": loads})
    for load, plates in zip(loads, found, strict=True):
        ours = plates_per_side(bar, load)
        assert len(plates) == len(ours), load
        assert sum(plates) == pytest.approx(sum(ours), abs=0.03)
        assert plates == sorted(plates, reverse=True)
    odd = scripts.ask(
        "plates",
        "x.loads.map((kg) => m.perSide(x.bar, kg))",
        {"bar": given, "loads": [bar.bar_kg - 5, loads[-1] + 300]},
    )
    assert odd[0] is None
    assert odd[1] is None or bar.step_kg


def test_a_rest_is_a_moment_that_no_clock_makes_longer(scripts: Scripts) -> None:
    call = "[m.left(m.newRest(90, 1000), x), m.left(m.longer(m.newRest(90, 1000), 30, 1000), 1000)]"
    assert scripts.ask("rest", call, 61_000) == [30, 120]
    assert scripts.ask("rest", call, -86_400_000)[0] == 90  # a clock that was put back
    assert scripts.ask("rest", call, 121_000)[0] == -30
    assert scripts.ask("rest", call, 86_400_000)[0] is None


def entry(do: str, state: str = "pending", **more: Any) -> dict[str, Any]:
    """Give an entry as the phone keeps it."""
    return {"state": state, "entry": {"do": do, "entry": more.pop("entry", do), **more}}


def test_what_the_phone_logged_is_laid_over_what_the_server_holds(scripts: Scripts) -> None:
    base = [
        {"id": "s", "date": "2027-01-01", "finished": False, "sets": [{"id": "a", "reps": 5}, {"id": "b", "reps": 5}]}
    ]
    records = [
        entry("set", session="s", set={"id": "a", "reps": 6}),
        entry("set", "acked", entry="c", session="s", set={"id": "c", "reps": 4}),
        entry("remove", id="b", entry="r"),
        entry("set", entry="n", session="new", set={"id": "d", "reps": 1}),
        entry("session", entry="h", session={"id": "new", "date": "2027-01-02"}),
        entry("remove", id="c", entry="r2"),
        entry("undo", undone="r2", entry="u"),
    ]
    shown = "[one.id, one.sets.map((set) => [set.id, set.reps, set.state])]"
    call = f"[...m.overlay(x.base, x.records).values()].map((one) => {shown})"
    assert scripts.ask("fold", call, {"base": base, "records": records}) == [
        ["s", [["a", 6, "pending"], ["c", 4, "saved"]]],
        ["new", [["d", 1, "pending"]]],
    ]


#: does a session whose two exercises are done in turns, and tells which came when and the rest after it
TURNS = """(m, plan) => {
  const order = [], done = [];
  const draft = { ...m.newDraft(), turns: [["0", "1"]], current: "0" };
  for (let number = 0; number < 6 && draft.current; number += 1) {
    const at = m.itemsOf(plan, done, draft).find((one) => one.key === draft.current);
    const set = m.nextSet(at, null, false);
    done.push({ id: String(number), exercise: at.exercise, reps: 5 });
    const items = m.itemsOf(plan, done, draft);
    order.push([at.exercise, m.restAfter(items.find((one) => one.key === at.key), set, items, draft)]);
    draft.current = m.nextKey(items, draft);
  }
  return order;
}"""


def test_turns_go_round_until_both_are_done(scripts: Scripts) -> None:
    sets = [{"reps": 5, "rest_s": 60}, {"reps": 5, "rest_s": 60}]
    plan = {
        "items": [
            {"exercise": "one", "block": "strength", "sets": sets},
            {"exercise": "two", "block": "strength", "sets": sets},
        ]
    }
    assert scripts.ask("session", f"({TURNS})(m, x)", plan) == [["one", 0], ["two", 60], ["one", 0], ["two", 0]]


#: buttons too small for a sweaty thumb
SMALL = """() => [...document.querySelectorAll('#gym button')].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && (box.height < 63 || box.width < 48);
}).map((one) => one.textContent)"""


def test_gym_mode_is_accessible_at_every_step(served: Served, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    def faults(page: Any, where: str) -> list[str]:
        found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
        wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
        small = page.evaluate(SMALL)
        wrong = [f"{where}: {one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in found]
        return [
            *wrong,
            *([f"{where}: wider than the screen"] if wide else []),
            *[f"{where}: small {one}" for one in small],
        ]

    with page_of(browser, served, viewport={"width": 390, "height": 844}) as page:
        open_demo(page)
        page.goto("/gym/")
        page.wait_for_selector("[data-plan]")
        wrong = faults(page, "start")
        page.locator("[data-plan]").first.click()
        page.wait_for_selector("#done")
        page.click("#done")
        page.wait_for_selector(".toast")
        wrong += faults(page, "card")
        for sheet in ("swap", "more", "add"):
            page.click(f"#{sheet}")
            wrong += faults(page, sheet)
            page.click("#shut")
        page.click("#more")
        page.click("#pain")
        wrong += faults(page, "pain")
        page.click("#shut")
        for _ in range(40):  # to a lift whose load can be changed
            if page.locator("#load").count() and page.locator("[data-rir]").count():
                break
            log_one(page)
        page.click("#load")
        wrong += faults(page, "load")
        page.click("#shut")
        log_one(page)
        while not page.locator(".done-set").count():
            log_one(page)
        page.locator(".done-set").first.click()
        wrong += faults(page, "edit")
        page.click("#shut")
        page.click("#more")
        page.click("#throw")
        wrong += faults(page, "throw away")
        page.click("#shut")
        page.click("#finish")
        wrong += faults(page, "finish")
        page.click("[data-rpe='7']")
        page.wait_for_selector("#kept")
        wrong += faults(page, "finished")
        assert wrong == []
