"""The pages of the rules: an index, and a page for each family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ironstride.catalogue import Catalogue
from ironstride.model.rule import Position, Rule, RuleChange
from ironstride.rules.ruleset import bind, rule_set

from .markdown import anchor, code, page, said, table
from .rule_words import asks, change, when

#: the letters a rule's code begins with, in words; a family that is not here goes by its letters
FAMILIES: dict[str, str] = {
    "AUD": "What only an audit asks",
    "BLK": "Order of the parts of a session",
    "CAP": "Size of a session",
    "COV": "What a week covers",
    "DAY": "Which days",
    "DOS": "Sets, repetitions, load and rest",
    "EVT": "By event",
    "EXC": "Which exercises",
    "FAV": "Favourites",
    "FRQ": "Sessions a week",
    "GAP": "Hours between lifting and running",
    "LEG": "Leg strength in the week",
    "ORD": "Order on one day",
    "PRG": "Progression",
    "SAF": "Safety",
    "SEV": "Rules of single methods",
    "STE": "Steady habits",
    "TAP": "Taper and race",
    "TER": "Terrain",
    "TMP": "Sessions without legs",
    "VAR": "Variety",
    "VOL": "Volume",
}
#: what was worked out once, by the catalogue's version
_SETS: dict[str, dict[str, frozenset[str]]] = {}
STAGES = {"schedule": "with the days", "composition": "with the exercises", "prescription": "with the loads"}
OVERRIDES = {"athlete": "yours to change", "coach": "a coach's to change", "nobody": "nobody's to change"}
#: the paragraphs every rule has, in this order
SECTIONS = (
    "What it does.", "Why.", "Sources.", "Who disagrees.", "Value chosen.", "What you read.", "When not to use it.",
    "Known problems.", "Methods and switches.", "Worked examples.",
)  # fmt: skip

INTRO = """\
A rule is data: the parameters of a [kind](kinds.md), its sources, and the sentences you read. The planner builds on it
and every check judges by it. [How rules work](../explanation/rules.md) says how; this is the list.

**Level.** `safety` is never given up. `must` holds, and a plan that cannot hold it names the clash instead. `should` is
a wish with a price: the plan is the one that pays least. `info` is told by a check and plans nothing.

**Price.** What one violation of a wish costs. Prices have no unit; they only weigh wishes against each other. They are
[ours](../explanation/rules.md#prices), set by reading plans."""


def index(catalogue: Catalogue) -> str:
    """Give the list of all rules by family."""
    parts = []
    for family, rules in families(catalogue).items():
        rows = [(link(rule.code, rule.code), said(rule.claim), price(rule), kind_link(rule)) for rule in rules]
        parts.append(f"## {title(family)}\n\n" + table(("code", "what it asks", "level and price", "kind"), rows))
    return page("Rules", INTRO, *parts)


def family_pages(catalogue: Catalogue) -> dict[str, str]:
    """Give the page of every family, by its file name."""
    return {file_name(family): _family(catalogue, family, rules) for family, rules in families(catalogue).items()}


def families(catalogue: Catalogue) -> dict[str, list[Rule]]:
    """Sort the rules by family and code."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(catalogue.rules.values(), key=lambda rule: rule.code):
        found.setdefault(rule.code[:3], []).append(rule)
    return found


def title(family: str) -> str:
    """Give a family's name in words."""
    return FAMILIES.get(family, family)


def file_name(family: str) -> str:
    """Give the page a family stands on."""
    return f"rules-{family.lower()}.md"


def link(text: str, rule: str) -> str:
    """Link to a rule from another page of the reference."""
    return f"[{text}]({file_name(rule[:3])}#{rule})"


def kind_link(rule: Rule) -> str:
    """Link to a rule's kind."""
    return f"[{rule.kind}](kinds.md#{rule.kind})"


def source_link(catalogue: Catalogue, source: str) -> str:
    """Link to a source or to a seed's claim."""
    return f"[{source}]({'claims' if source in catalogue.claims else 'sources'}.md#{source})"


def price(rule: Rule) -> str:
    """Give level and price: `must`, or `should, 400`."""
    return f"should, {rule.weight:,}" if rule.level == "should" else rule.level


def _family(catalogue: Catalogue, family: str, rules: Iterable[Rule]) -> str:
    back = "One family of [the rules](rules.md). The words in `code` are explained under [words](words.md)."
    return page(f"{family}: {title(family)}", back, *(_rule(catalogue, rule) for rule in rules))


def _rule(catalogue: Catalogue, rule: Rule) -> str:
    heading = f"## {rule.code} {rule.name.replace('-', ' ')}"
    status = "" if rule.status == "stable" else f" · {rule.status}"
    status += " · a tie-break, never reported" if rule.quiet else ""
    facts = (
        f"{price(rule)} · kind {kind_link(rule)} · decided {STAGES[bind(rule).scope]} · {OVERRIDES[rule.override]}"
        f" · since {rule.since}{status}"
    )
    bodies = (
        " ".join(filter(None, (asks(rule), when(rule.when)))),
        said(rule.why),
        "\n\n" + _positions(catalogue, rule.positions),
        _against(catalogue, rule),
        f"{said(rule.chosen.reason)} Chosen {rule.chosen.on}, to be looked at again by {rule.chosen.review_by}."
        + (f" {said(rule.safety_rationale)}" if rule.safety_rationale else ""),
        _sentences(rule),
        said(rule.misuse, "No misuse known."),
        said(rule.known_problems, "None recorded."),
        _elsewhere(catalogue, rule),
        "\n\n" + table(("example", "verdict", "edge"), ((case.name, case.verdict, case.edge) for case in rule.cases)),
    )
    paragraphs = [f"**{name}** {body}".replace("** \n", "**\n") for name, body in zip(SECTIONS, bodies, strict=True)]
    return "\n\n".join([f"{anchor(rule.code)}\n{heading}", f"*{said(rule.claim)}*", facts, *paragraphs])


def _positions(catalogue: Catalogue, positions: Iterable[Position]) -> str:
    rows = [
        (source_link(catalogue, one.source), said(one.says), one.relation, one.certainty, one.population)
        for one in positions
    ]
    return table(("source", "says", "relation", "certainty in runners", "who was studied"), rows)


def _against(catalogue: Catalogue, rule: Rule) -> str:
    against = [
        f"{source_link(catalogue, one.source)}: {said(one.says)}"
        for one in rule.positions
        if one.relation == "contradicts"
    ]
    return " ".join(against) or "No source recorded here."


def _sentences(rule: Rule) -> str:
    told = {
        "under a session": rule.explain.because,
        "when it is missed": rule.explain.flagged,
        "when it stops a plan": rule.explain.blocked,
        "to mend it": rule.explain.mend,
    }
    lines = [f"- {where}: “{said(text)}”" for where, text in told.items() if text]
    return "\n\n" + "\n".join(lines)


def _elsewhere(catalogue: Catalogue, rule: Rule) -> str:
    """Say which methods have the rule and what methods and switches change of it."""
    sets = _sets(catalogue)
    having = [method for method, codes in sets.items() if rule.code in codes]
    missing = [method for method in sets if method not in having]
    if not having:
        parts = ["In no method; a switch may add it."]
    elif not missing:
        parts = ["In all methods."]
    else:
        parts = [f"In {', '.join(_method_link(method) for method in having)} only."]
    lines = [f"- {where}: {what}" for where, what in _changes(catalogue, rule.code)]
    return " ".join(parts) + ("\n\n" + "\n".join(lines) if lines else "")


def _changes(catalogue: Catalogue, rule: str) -> Iterator[tuple[str, str]]:
    for method in catalogue.methods.values():
        if rule in method.change:
            yield _method_link(method.id), reasoned(catalogue, method.change[rule])
    for switch in catalogue.switches.values():
        for side in switch.sides:
            where = f"[{switch.id}](switches.md#{switch.id}) = {code(side.id)}"
            if rule in side.change:
                yield where, reasoned(catalogue, side.change[rule])
            elif rule in side.without:
                yield where, "left out"
            elif rule in side.rules and any(rule not in codes for codes in _sets(catalogue).values()):
                yield where, "held, whatever the method"


def reasoned(catalogue: Catalogue, given: RuleChange) -> str:
    """Say what is changed, on whose word and why."""
    parts = [change(given)]
    if given.source:
        parts.append(source_link(catalogue, given.source))
    if given.why:
        parts.append(given.why)
    return "; ".join(parts)


def _method_link(method: str) -> str:
    return f"[{method}](methods.md#{method})"


def _sets(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Give the codes of the rules every method has."""
    found = _SETS.get(catalogue.version)
    if found is None:
        found = _SETS[catalogue.version] = {
            method: frozenset(bound.rule.code for bound in rule_set(catalogue, method).rules)
            for method in catalogue.methods
        }
    return found
