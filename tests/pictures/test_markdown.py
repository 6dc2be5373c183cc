"""The plan as Markdown holds every session and lets no markup in from outside."""

from __future__ import annotations

from msgspec.structs import replace

from ironstride.pictures import words
from ironstride.pictures.markdown import plan_markdown
from sample_exercises import NAMES
from sample_plan import sample_plan


def test_every_session_with_its_sets_and_reasons() -> None:
    plan = sample_plan()
    text = plan_markdown(plan, NAMES)
    assert text.count("\n### ") == len(plan.sessions)
    assert text.count("\n## Week ") == len(plan.weeks)
    for session in plan.sessions:
        assert f"### {words.long_day_text(session.date)}, {session.start}: {words.session_name(session)}" in text
        for item in session.items:
            assert f"- {NAMES[item.exercise]}" in text
            assert words.sets_line(item.sets) in text
        for because in session.because:
            assert because.text in text


def test_markup_from_outside_is_escaped() -> None:
    plan = sample_plan()
    name = "# *x* <script>|\n- [a](b) `c`"
    text = plan_markdown(replace(plan, runner=replace(plan.runner, name=name), notes=(name,)), NAMES)
    assert text.startswith("# \\# \\*x\\* \\<script\\>\\| - \\[a\\](b) \\`c\\`\n")
    assert "<script>" not in text.replace("\\<script\\>", "")


def test_the_season_is_a_table_of_equal_rows() -> None:
    rows = [line for line in plan_markdown(sample_plan(), NAMES).splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {6}
    assert len(rows) == 2 + len(sample_plan().weeks)


def test_it_ends_with_one_newline_and_is_the_same_every_time() -> None:
    text = plan_markdown(sample_plan(), NAMES)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == plan_markdown(sample_plan(), dict(reversed(NAMES.items())))
