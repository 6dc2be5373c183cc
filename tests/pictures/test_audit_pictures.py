"""An audit in the terminal, on the page and on paper: all there, escaped, within its width, the same every time."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import etree
from lxml import html as lxml_html
from msgspec.structs import replace

from audit.zoo import animal, done
from ironstride.audit.audit import audit
from ironstride.audit.record import record
from ironstride.model.audit import Audit, Bin, Spread
from ironstride.model.plan import Plan
from ironstride.pictures.audit_charts import asked_text, month_bars, spread_chart
from ironstride.pictures.audit_html import audit_html
from ironstride.pictures.audit_pdf import audit_pdf
from ironstride.pictures.audit_terminal import audit_text, spark_line
from ironstride.pictures.terminal_ink import columns
from ironstride.pictures.terminal_year import year_text
from ironstride.running.season import monday

HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=alert(1)>'
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@cache
def made() -> tuple[Audit, Plan]:
    laid = done(animal("bodybuilder"))
    report = audit(laid, "s3", beside=True, notes=("Two files were left out",), guesses={})
    return report, record(laid, report.judged_from)


@cache
def page() -> str:
    return audit_html(*made())


def hostile() -> tuple[Audit, Plan]:
    """An audit with markup in every text that comes from outside."""
    report, year = made()
    found = tuple(replace(one, said=HOSTILE, action=HOSTILE, asked=HOSTILE) for one in report.findings)
    runner = replace(year.runner, name=HOSTILE, races=())
    sessions = tuple(replace(one, id=f"{HOSTILE}{n}", title=HOSTILE) for n, one in enumerate(year.sessions))
    runs = tuple(replace(run, title=HOSTILE) for run in year.runs)
    return (
        replace(report, name=HOSTILE, notes=(HOSTILE,), findings=found),
        replace(year, runner=runner, sessions=sessions, runs=runs),
    )


# ---------------------------------------------------------------- the terminal


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, everything: bool) -> None:
    report, year = made()
    text = audit_text(report, width, colour=True, everything=everything, year=year)
    assert max(columns(ANSI.sub("", line)) for line in text.splitlines()) <= min(width, 92)
    assert ANSI.sub("", text) == audit_text(report, width, everything=everything, year=year)


def test_the_year_has_a_column_a_week_and_a_mark_a_session() -> None:
    _, year = made()
    lines = year_text(year, 80)
    axis = next(number for number, line in enumerate(lines) if "━" in line)
    assert lines[axis] == " " * 8 + "━" * 26
    marks = [line[8:] for line in lines[axis + 1 : axis + 5]]
    assert sum(len(row.replace(" ", "")) for row in marks) == 26 * 4 < len(year.sessions)
    assert max(len(line[8:].rstrip()) for line in lines[:axis]) == 26
    assert year_text(year, 40) != lines
    assert year_text(replace(year, weeks=()), 80) == []


def test_a_week_without_a_session_is_a_dot_and_without_runs_nothing_stands_above() -> None:
    laid = done(animal("not-lifting"))
    whole = record(laid, laid.axis.days[0].date)
    lifted = {monday(one.date) for one in whole.sessions}
    lines = year_text(whole, 80)
    axis = next(number for number, line in enumerate(lines) if "━" in line)
    assert lines[axis + 1].count("·") == len(whole.weeks) - len(lifted) > 0
    idle = [replace(week, running=replace(week.running, minutes=0, by_intensity={})) for week in whole.weeks]
    bare = year_text(replace(whole, weeks=tuple(idle), runs=()), 80)
    assert "━" in bare[0]
    assert not any("Above" in line for line in bare)


def test_the_terminal_tells_the_top_with_an_action_each_and_the_rest_below() -> None:
    report, _ = made()
    text = audit_text(report, 200)
    names = {one.mistake: one.name for one in report.findings}
    head, _, rest = text.partition("Also worth knowing")
    for number, name in enumerate(report.top, 1):
        assert f"{number}  {names[name]}" in head
    assert head.count("This week:") == len(report.top) <= 3
    for one in report.findings:
        assert one.verdict != "unknown" or one.name in rest or one.name in head
    assert "Two files were left out." in text


def test_a_spark_has_a_bar_a_month_of_the_last_year() -> None:
    assert spark_line([None, 0, 50, 100]) == "·▁▄█"
    assert spark_line([100] * 12 + [0] * 12) == "▁" * 12
    assert spark_line([None, None]) == ""


# ---------------------------------------------------------------- the page


def test_the_page_asks_nothing_of_the_network_and_runs_nothing() -> None:
    text = page()
    assert "<script" not in text
    assert not re.search(r"\b(?:src|srcset|action|poster)=", text)
    assert set(re.findall(r'https?://[^"\s<]+', text)) == {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in text
    assert text == audit_html(*made())


def test_hostile_words_stay_words() -> None:
    text = audit_html(*hostile())
    assert "<script" not in text
    assert "<img" not in text
    assert not list(lxml_html.document_fromstring(text).iter("script", "img"))


def test_every_finding_stands_on_the_page_and_no_name_of_a_picture_stands_twice() -> None:
    report, _ = made()
    tree = lxml_html.document_fromstring(page())
    words = tree.text_content()
    for one in report.findings:
        assert one.verdict == "not-applicable" or one.behind or one.name in words
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for picture in tree.iter("svg"):
        if picture.get("aria-hidden") == "true":
            continue
        assert picture.get("role") == "img"
        assert picture.get("aria-label") or picture.find("title") is not None or picture.get("aria-labelledby")


# ---------------------------------------------------------------- the small charts


def test_a_bar_a_month_that_tells_something() -> None:
    report, _ = made()
    one = next(found for found in report.findings if found.mistake == "bodybuilder")
    months = [month.month for month in report.months]
    drawn = etree.fromstring(month_bars(one, months, 330).encode())
    assert drawn.get("viewBox")
    blank = replace(one, series=tuple(None for _ in months))
    assert month_bars(blank, months, 330).count("<rect") < month_bars(one, months, 330).count("<rect")


def test_a_spread_says_how_much_lies_in_the_band_asked() -> None:
    spread = Spread(name="repetitions", unit="reps", step=1, bins=(Bin(5, 30), Bin(10, 10)), low=3, high=8, unknown=2)
    text = asked_text(spread)
    assert "3" in text
    assert "8" in text
    etree.fromstring(spread_chart(spread, 330).encode())
    etree.fromstring(spread_chart(replace(spread, bins=(), low=None, high=None), 330).encode())


# ---------------------------------------------------------------- paper


def test_the_pdf_is_one_file_and_the_same_every_time() -> None:
    report, year = made()
    drawn = audit_pdf(report, year, compress=False)
    assert drawn.startswith(b"%PDF-")
    assert drawn == audit_pdf(report, year, compress=False)
    assert len(audit_pdf(report, year)) < len(drawn)
    assert audit_pdf(*hostile()).startswith(b"%PDF-")
