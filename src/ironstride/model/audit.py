"""An audit: what a log shows of the known mistakes, with dates, numbers, who says so and one thing to do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ironstride.model.rule import Certainty, Verdict

Percent = Annotated[int, Meta(ge=0, le=100)]
#: S3's seven mistakes, S0's pitfalls, S1's template, S2's coverage, S4's timing, the evidence's own
Family = Literal["mistakes", "pitfalls", "template", "coverage", "timing", "dose"]
#: at most one finding of a theme stands at the top
Theme = Literal["habit", "load", "content", "order", "hours", "race", "running"]
#: what is counted when a rule is judged over time
Count = Literal["weeks", "sessions", "lifts", "runs", "races", "stretches"]
#: what a method makes of a mistake: its source asks for the rule, opposes it, or does not speak of it
Stance = Literal["asks", "opposes", "silent"]
#: on which side of a rule's limits a mistake lies
Side = Literal["above", "below"]
#: how it stands today beside the whole time judged
Now = Literal["still", "new", "mended", "kept", "unknown"]


class Mistake(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A known mistake as data: the rules it is made of and what is said of it.

    Attributes
    ----------
    help : how much mending it would help, 0 to 100; the order of what is shown first.
    rules : what it is made of; a method that has fewer than `needs` of them does not judge it.
    needs : how many of the rules must be broken as a habit.
    sides : of a rule with two limits, beyond which of them the mistake lies; what lies beyond the other is none.
    marks : its rules in a few words each, for a mistake told by its marks.
    behind : mistakes that explain this one: where one of them is made, this one is only named beside it.
    habit_pct : a rule is broken as a habit when it fails in more than this share of what could be judged.
    fewest : fewer judged than this say nothing yet.
    counts : what is counted: windows, or what the rule is about.
    claim : what is asked, in one sentence.
    found : what is said when it is made; `{failing}`, `{judged}`, `{typical}` and `{limit}` are filled in.
    kept : what is said when it is not made.
    action : one thing to do this week; `{day}` is the runner's usual day, `{lift}` what it happened with most.
    """

    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: str
    family: Family
    theme: Theme
    help: Percent
    rules: Annotated[tuple[str, ...], Meta(min_length=1)]
    needs: Annotated[int, Meta(ge=1)] = 1
    sides: dict[str, Side] = {}
    marks: dict[str, str] = {}
    behind: tuple[str, ...] = ()
    habit_pct: Percent = 50
    fewest: Annotated[int, Meta(ge=1)] = 4
    counts: Count = "weeks"
    claim: str
    found: str
    kept: str
    action: str


class Voice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who says something on the question: a seed's claim or a source, in our words, and how well it is supported."""

    source: str
    says: str
    certainty: Certainty
    title: str = ""


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rule of a finding, judged over time.

    `typical` is the middle of what was measured, `worst` the farthest from `limit`; all in `unit`.
    """

    rule: str
    claim: str
    verdict: Verdict
    failing: int = 0
    judged: int = 0
    unknown: int = 0
    typical: int | None = None
    worst: int | None = None
    limit: int | None = None
    least: bool = False
    unit: str = ""
    missing: tuple[str, ...] = ()


class AuditFinding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the audit says of one mistake.

    Attributes
    ----------
    verdict : fail: the mistake is made; pass: it is not; unknown: `missing` says what is not known.
    now : how the last weeks stand beside the whole time.
    behind : the mistake that explains this one, where one does; then it is named beside that and no more.
    first, last : first and last day it happened.
    dates : days it happened, the latest first; a few of them.
    failing, judged, unknown : of its weightiest rule.
    said : what was measured, in a sentence; asked : what is asked for.
    voices, against : who says so, and who says otherwise.
    action : one thing to do this week.
    series : by month, the share of what was judged that failed, in percent; None for a month that tells nothing.
    """

    mistake: str
    name: str
    family: Family
    theme: Theme
    help: int
    stance: Stance = "asks"
    verdict: Verdict
    now: Now = "unknown"
    behind: str = ""
    first: date | None = None
    last: date | None = None
    dates: tuple[date, ...] = ()
    failing: int = 0
    judged: int = 0
    unknown: int = 0
    counts: Count = "weeks"
    said: str
    asked: str
    missing: str = ""
    voices: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()
    action: str = ""
    parts: tuple[Part, ...] = ()
    series: tuple[int | None, ...] = ()


class AuditMonth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A month: sessions, their minutes and work sets, the running, and which mistakes it shows."""

    month: date
    sessions: int
    minutes: int
    sets: int
    runs: int
    run_minutes: int
    verdicts: dict[str, Verdict] = {}


class Bin(Struct, frozen=True):
    """How many sets had a value from `low` up to the next bin."""

    low: int
    sets: int


class Spread(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How often each value was lifted, beside the band that is asked for: repetitions, rest or load of the main lifts.

    `low` and `high` bound the band, `step` is the width of a bin; `unknown` counts sets that do not tell.
    """

    name: str
    unit: str
    step: int
    bins: tuple[Bin, ...]
    low: int | None = None
    high: int | None = None
    unknown: int = 0


class MethodView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The same log under one method: what it says of each mistake its source speaks of."""

    method: str
    name: str
    verdicts: dict[str, Verdict]
    stances: dict[str, Stance]
    kept: int
    judged: int


class Unresolved(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exercise name nobody knows, how many sets it stands for, and the best guesses."""

    name: str
    sets: int
    guesses: tuple[str, ...] = ()


class Halves(Struct, frozen=True, kw_only=True):
    """The same audit before a day and from it on, such as the first session of a plan."""

    split: date
    before: dict[str, Verdict]
    after: dict[str, Verdict]


class Audit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole audit, version 1 of our JSON.

    `top` names the findings shown first, at most three; `notes` says what was assumed and what is missing;
    `names` are those of all mistakes; `follows` names the articles whose own questions the log answers well.
    """

    schema: int
    ironstride: str
    catalogue: str
    name: str
    method: str
    first: date
    last: date
    judged_from: date
    sessions: int
    sets: int
    runs: int
    top: tuple[str, ...]
    findings: tuple[AuditFinding, ...]
    names: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    methods: tuple[MethodView, ...] = ()
    follows: tuple[str, ...] = ()
    months: tuple[AuditMonth, ...] = ()
    spreads: tuple[Spread, ...] = ()
    halves: Halves | None = None
