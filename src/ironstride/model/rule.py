"""Rules, claims, sources and methods as the catalogue's files hold them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Level = Literal["safety", "must", "should", "info"]
Certainty = Literal["high", "moderate", "low", "very-low", "convention", "contradicted"]
Relation = Literal["supports", "narrows", "contradicts", "extrapolates", "silent"]
Verdict = Literal["pass", "fail", "unknown", "not-applicable"]


class Selector(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which events a rule means: of this sort, with all, any and none of these tags."""

    of: Literal["run", "session", "item"]
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class When(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a rule applies: words that must all, any or none hold for the window and the runner.

    A word whose group is unknown there (`level:?` beside `level:novice`) makes the answer unknown; `on_unknown`
    says what then happens: the rule is skipped, or applied to be on the safe side.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    on_unknown: Literal["skip", "cautious"] = "skip"


class Position(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one source says on the rule's question: a seed claim id (`S3.02a`) or a source id, the number or range it
    gives, its certainty in runners, and whether it supports, narrows, contradicts or extrapolates."""

    source: str
    says: str
    relation: Relation
    certainty: Certainty
    population: str = ""


class Chosen(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The value the rule ships with and why."""

    reason: str
    on: date
    review_by: date


class Explain(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Sentences a runner would repeat to a friend; `{observed}`, `{limit}`, `{when}` and `{what}` are filled in."""

    because: str
    flagged: str
    blocked: str = ""
    mend: str = ""


class Case(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A worked example in shorthand: a tiny timeline and the verdict it must get."""

    name: str
    verdict: Verdict
    #: edge pairs: two cases with one name, one on each side of the limit.
    edge: str = ""
    tags: tuple[str, ...] = ()
    #: words for a week by its number, for a day by its number.
    weeks: dict[str, tuple[str, ...]] = {}
    days: dict[str, tuple[str, ...]] = {}
    #: events as `{of, day, at = "18:00", minutes, tags, <amount> = n, exercise, session}`.
    events: tuple[dict[str, Any], ...] = ()
    days_total: int = 14


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule: data that fills in the parameters of a kind.

    `code` is a family and a number (`GAP101`), never reused; `name` states the problem. `weight` is the price of one
    unit of violation of a `should` rule.
    """

    code: Annotated[str, Meta(pattern="^[A-Z]{3}[0-9]{3}$")]
    name: Slug
    status: Literal["preview", "stable", "deprecated", "removed"] = "stable"
    since: str = "0.1.0"
    kind: Slug
    level: Level
    weight: Annotated[int, Meta(ge=0, le=100_000)] = 0
    #: a tie-break among equals: priced, never reported.
    quiet: bool = False
    params: dict[str, Any]
    when: When = When()
    claim: str
    why: str
    misuse: str = ""
    known_problems: str = ""
    override: Literal["athlete", "coach", "nobody"] = "athlete"
    exception_to: tuple[str, ...] = ()
    safety_rationale: str = ""
    positions: Annotated[tuple[Position, ...], Meta(min_length=1)]
    chosen: Chosen
    explain: Explain
    cases: tuple[Case, ...]


class RuleChange(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A method's change to a rule it takes over: other parameters, level or weight, with the source that says so.

    Attributes
    ----------
    params : parameters that differ.
    level : another level.
    weight : another price of a unit.
    source : id of the source that says so.
    why : the reason, where no source says so.
    """

    params: dict[str, Any] = {}
    level: Level | None = None
    weight: int | None = None
    source: str = ""
    why: str = ""


class Method(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A choice of rules and values. `extends` takes over another method's rules first.

    `audits` names rules that only look back at what was done; no plan is made or judged by them.

    Attributes
    ----------
    id : what it is called in a file.
    name : what people call it.
    summary : what it is about, in a sentence.
    extends : id of the method it takes over.
    rules : codes of rules it adds.
    audits : codes of rules that only look back at what was done.
    without : codes of rules it leaves out.
    change : by code, what differs from the rule taken over.
    blocks : parts of a session, in order.
    switches : by switch, the side it takes.
    silent_on : what its source does not speak of and takes from the method it extends.
    chance : the chance to do a set as asked that a load must have; the house's when not given.
    """

    id: str
    name: str
    summary: str
    extends: str | None = None
    rules: tuple[str, ...] = ()
    audits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    change: dict[str, RuleChange] = {}
    blocks: tuple[str, ...] | None = None
    switches: dict[str, str] = {}
    silent_on: tuple[str, ...] = ()
    chance: Annotated[float, Meta(ge=0.5, le=0.99)] | None = None


class SwitchSide(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side of a conflict: what it says, who says it, and what it changes in the rules."""

    id: Slug
    says: str
    claims: tuple[str, ...]
    rules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    change: dict[str, RuleChange] = {}


class Switch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A conflict between sources as a named switch with its sides and the default with its reason."""

    id: Slug
    topic: str
    question: str
    sides: Annotated[tuple[SwitchSide, ...], Meta(min_length=2)]
    default: str
    reason: str
    #: the side each method takes.
    methods: dict[str, str] = {}


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper, a convention, a heuristic of ours or a seed article."""

    id: Slug
    kind: Literal[
        "meta-analysis", "systematic-review", "trial", "observational", "position-stand", "textbook", "coaching",
        "convention", "heuristic", "seed", "measurement",
    ]  # fmt: skip
    title: str
    authors: str = ""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    #: rows of the evidence notes it backs, such as 1.4.
    rows: tuple[str, ...] = ()
    n: int | None = None
    population: str = ""
    findings: tuple[str, ...]
    #: how we know: read-abstract, secondary, memory, memory-uncertain, derived, heuristic, read.
    known_by: Literal["read", "read-abstract", "secondary", "memory", "memory-uncertain", "derived", "heuristic"]
    certainty: Certainty
    caveat: str = ""


class Claim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One atomised claim of a seed article: what it says, whether a machine can act on it and how sure we are."""

    id: Annotated[str, Meta(pattern=r"^S[0-4]\.[0-9C]+[a-z]?[0-9]*$")]
    says: str
    operational: Literal["yes", "partly", "no"]
    how: str = ""
    conflicts: tuple[str, ...] = ()
    evidence: str = ""
    certainty: Certainty
    #: why no rule plans or checks it (rules name the claims they stand on; the reverse is computed).
    reason: str = ""


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a rule says of one window. `amount` counts the units of violation the price is made of.

    Attributes
    ----------
    rule : code of the rule.
    verdict : pass, fail, unknown or not-applicable.
    first, last : the days of the window it speaks of.
    observed : what was measured, in units of `unit`.
    limit : what the rule asks for, in the same unit.
    unit : what is counted.
    amount : units of violation the price is made of.
    price : what it costs by the weight of the rule.
    facts : ids of the sessions, runs and items it was measured on.
    missing : what would have to be known to judge it.
    text : the finding in a sentence.
    mend : what to do about it.
    """

    rule: str
    verdict: Verdict
    first: date
    last: date
    observed: int | None = None
    limit: int | None = None
    unit: str = ""
    amount: int = 0
    price: int = 0
    facts: tuple[str, ...] = ()
    missing: str = ""
    text: str = ""
    mend: str = ""
