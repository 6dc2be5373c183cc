"""The pages of the sources and of the claims of the seed articles."""

from __future__ import annotations

from ironstride.catalogue import Catalogue
from ironstride.catalogue.load import DATA, read_toml
from ironstride.model.rule import Source
from ironstride.rules import coverage

from .markdown import anchor, page, plural, said, sentence, table
from .rules import link

KINDS = {
    "meta-analysis": "Meta-analyses",
    "systematic-review": "Systematic reviews",
    "position-stand": "Position stands",
    "trial": "Trials",
    "observational": "Observational studies",
    "measurement": "Measurement studies",
    "textbook": "Textbooks",
    "coaching": "Coaching practice",
    "convention": "Conventions",
    "heuristic": "Our own numbers",
    "seed": "The seed articles",
}
KNOWN_BY = {
    "read": "read in full",
    "read-abstract": "read as an abstract",
    "secondary": "read about in somebody else's words",
    "memory": "from memory, well known",
    "memory-uncertain": "from memory, uncertain",
    "derived": "computed from another source",
    "heuristic": "set by us",
}
SOURCES = """\
Every number of a plan has a source, and every source says how we know it. Most papers were read as abstracts, not in
full; [how sure we are](../explanation/evidence.md) says what follows from that.

**Certainty** is about runners: `high`, `moderate`, `low`, `very-low`, `convention` (custom, no study) or
`contradicted`."""

CLAIMS = """\
The five articles the project began with (S0 to S4), taken apart into single claims in our words. A claim is
*operational* when a machine can act on it; such a claim stands behind a rule or a switch, or says why not, and some say
what is left out. Certainty is what studies of runners make of it, not how sure its author sounds."""


def sources_page(catalogue: Catalogue) -> str:
    """Give the page of the sources, by kind."""
    users = _users(catalogue)
    kept = read_toml(DATA / "background.toml").get("sources", {})
    known = [source.known_by for source in catalogue.sources.values()]
    counts = "; ".join(f"{words}: {known.count(key)}" for key, words in KNOWN_BY.items() if key in known)
    parts = [SOURCES, f"{plural(len(known), 'source')}. {sentence(counts)}"]
    for kind, heading in KINDS.items():
        found = sorted((s for s in catalogue.sources.values() if s.kind == kind), key=lambda source: source.id)
        if found:
            parts.append(f"## {heading}")
            parts += [_source(source, users.get(source.id, []), kept.get(source.id, "")) for source in found]
    return page("Sources", *parts)


def claims_page(catalogue: Catalogue) -> str:
    """Give the page of the seed articles' claims."""
    answers = coverage.coverage(catalogue)
    parts = [CLAIMS, coverage.sentence(catalogue)]
    for seed in sorted({claim[:2] for claim in catalogue.claims}):
        source = catalogue.sources.get(f"seed-{seed.lower()}")
        heading = f"## {seed}" + (f": {source.title}" if source else "")
        rows = [_claim(answer) for answer in answers if answer.claim.id.startswith(seed)]
        head = ("claim", "says", "operational", "certainty", "behind")
        parts.append(f"{heading}\n\n{table(head, rows)}")
    return page("Claims of the seed articles", *parts)


def _users(catalogue: Catalogue) -> dict[str, list[str]]:
    """Give the codes of the rules that name each source or claim."""
    users: dict[str, list[str]] = {}
    for code, rule in sorted(catalogue.rules.items()):
        for source in dict.fromkeys(position.source for position in rule.positions):
            users.setdefault(source, []).append(code)
    return users


def _source(source: Source, rules: list[str], background: str) -> str:
    head = f"{source.authors} {source.year or ''}".strip()
    cited = [head, f"*{source.title}*", source.journal]
    if source.doi:
        cited.append(f"doi [{source.doi}](https://doi.org/{source.doi})")
    who = ", ".join(part for part in (f"n = {source.n:,}" if source.n else "", source.population) if part)
    facts = f"certainty {source.certainty} · {KNOWN_BY[source.known_by]}" + (f" · {who}" if who else "")
    findings = "\n".join(f"- {said(finding)}" for finding in source.findings)
    uses = ", ".join(link(rule, rule) for rule in rules)
    tail = [f"Behind {uses}."] if uses else []
    tail += [f"Kept as background: {sentence(background)}"] if background else []
    tail += [f"Careful: {sentence(source.caveat)}"] if source.caveat else []
    parts = [f"{anchor(source.id)}\n### {source.id}", ". ".join(part for part in cited if part) + ".", facts, findings]
    return "\n\n".join([*parts, *([" ".join(tail)] if tail else [])])


def _claim(answer: coverage.Coverage) -> tuple[str, ...]:
    claim = answer.claim
    acts = [link(use.rule, use.rule) for use in answer.by("supports")]
    acts += [] if acts else [f"switch {side.side}" for side in answer.sides]
    behind = ", ".join(acts) + ("." if acts and claim.reason else "")
    certainty = f"{claim.certainty}{f' ({claim.evidence})' if claim.evidence else ''}"
    why = sentence(claim.reason) if claim.reason else ""
    return (f"{anchor(claim.id)}{claim.id}", claim.says, claim.operational, certainty, f"{behind} {why}".strip())
