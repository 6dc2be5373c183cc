"""The page of the mistakes an audit knows, by whose they are."""

from __future__ import annotations

from ironstride.audit.tally import counted
from ironstride.audit.voices import stance
from ironstride.catalogue import Catalogue
from ironstride.model.audit import Family, Mistake
from ironstride.rules.ruleset import bind

from .markdown import anchor, listing, page, said, sentence, table
from .rules import link

#: family -> heading and a word on it
FAMILIES: dict[Family, tuple[str, str]] = {
    "mistakes": (
        "The seven mistakes",
        "From the article on seven mistakes (S3), which the evidence bears out in part.",
    ),
    "pitfalls": ("Pitfalls of standing still", "From the article on pitfalls (S0); judged under its method only."),
    "template": ("The five-part template", "From a gym's view (S1)."),
    "coverage": ("What a programme covers", "From best practices (S2)."),
    "timing": ("Hours and days", "From the coach who asks when and why (S4)."),
    "dose": ("Dose", "What trials in runners say of how much, how heavy and how long."),
}
SEEDS = ("s0", "s1", "s2", "s3", "s4")

INTRO = """\
What `ironstride audit` looks for. A mistake is data, one file in `src/ironstride/catalogue/data/mistakes/`: the
[rules](rules.md) it is made of, how often they must fail before it is a habit, and what is said of it. The rules are
the ones that plan; a few ([AUD](rules-aud.md)) only look back.

**A habit** is a rule that fails in more than the share named of what could be judged: weeks, sessions, lifts, runs, or
*stretches*, which are all rows of so many days. Where less than half could be judged the answer is “we don't know
yet”, with what is missing.

**Help** says how much mending it would help, from 0 to 100; it orders the findings and is
[ours](../explanation/rules.md#prices). At most three stand at the top, one of a theme. A mistake that another explains
is named beside that one.

[Audit your own log](../how-to/audit-your-own-log.md) shows it at work."""


def mistakes_page(catalogue: Catalogue) -> str:
    """Give the page of the mistakes."""
    parts = [INTRO]
    for family, (heading, word) in FAMILIES.items():
        parts.append(f"## {heading}\n\n{word}")
        here = [mistake for mistake in catalogue.mistakes.values() if mistake.family == family]
        parts += [_mistake(catalogue, mistake) for mistake in sorted(here, key=lambda one: (-one.help, one.id))]
    parts.append(f"## Who asks, and who says otherwise\n\n{_stances(catalogue)}")
    return page("Mistakes", *parts)


def _mistake(catalogue: Catalogue, mistake: Mistake) -> str:
    needs = f"{mistake.needs} of these rules fail" if mistake.needs > 1 else "one of these rules fails"
    often = f"more than {mistake.habit_pct} % of" if mistake.habit_pct else "any of"
    lines = [
        f"{anchor(mistake.id)}\n### {mistake.name}",
        f"**Asked.** {said(mistake.claim)}",
        f"**Made** when {needs if len(mistake.rules) > 1 else 'this rule fails'} in {often} the {mistake.counts} that "
        f"could be judged, at least {mistake.fewest} of them. Help {mistake.help}, theme {mistake.theme}.",
        table(
            ("rule", "asks", "counted in"),
            (
                (
                    link(code, code),
                    said(catalogue.rules[code].claim) + _side(mistake, code),
                    counted(bind(catalogue.rules[code])),
                )
                for code in mistake.rules
            ),
        ),
        f"**This week.** {sentence(mistake.action)}",
    ]
    if mistake.behind:
        names = [f"[{catalogue.mistakes[other].name}](#{other})" for other in mistake.behind]
        lines.append(f"Named beside {listing(names, 'or')} where that is made.")
    return "\n\n".join(lines)


def _side(mistake: Mistake, code: str) -> str:
    side = mistake.sides.get(code)
    return "" if side is None else f" Only what lies {side}."


def _stances(catalogue: Catalogue) -> str:
    words = {"asks": "asks", "opposes": "says otherwise", "silent": ""}
    rows = [
        (
            f"[{mistake.name}](#{mistake.id})",
            *(words[stance(seed, [catalogue.rules[code] for code in mistake.rules])] for seed in SEEDS),
        )
        for mistake in sorted(catalogue.mistakes.values(), key=lambda one: (list(FAMILIES).index(one.family), one.id))
    ]
    return table(("mistake", *(seed.upper() for seed in SEEDS)), rows)
