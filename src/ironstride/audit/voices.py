"""Says who asks for a rule and who says otherwise, and what a method's own source makes of a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.model.audit import Family, Stance, Voice
from ironstride.model.rule import Certainty, Position, Rule, Source

STRONGEST_FIRST: tuple[Certainty, ...] = ("high", "moderate", "low", "very-low", "convention", "contradicted")
FOR = frozenset({"supports", "narrows", "extrapolates"})
#: the article each family of mistakes was taken from
SEED_OF: Mapping[Family, str] = {
    "mistakes": "S3.", "pitfalls": "S0.", "template": "S1.", "coverage": "S2.", "timing": "S4.",
}  # fmt: skip
HEURISTIC = "house-heuristic"


def voices(catalogue: Catalogue, rules: Iterable[Rule], family: Family) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Give who says so and who says otherwise: the article the mistake is from, then the best supported; each once."""
    positions = [position for rule in rules for position in rule.positions]
    seed = SEED_OF.get(family, "-")
    says = _said(catalogue, (position for position in positions if position.relation in FOR), seed)
    against = _said(catalogue, (position for position in positions if position.relation == "contradicts"), seed)
    both = {voice.title for voice in says}
    return says, tuple(
        replace(voice, title=f"{voice.title}, elsewhere") if voice.title in both else voice for voice in against
    )


def _said(catalogue: Catalogue, positions: Iterable[Position], seed: str) -> tuple[Voice, ...]:
    found: dict[str, Voice] = {}
    for position in positions:
        if position.source not in found:
            found[position.source] = Voice(
                source=position.source,
                says=position.says,
                certainty=position.certainty,
                title=title(catalogue, position.source),
            )
    first: dict[str, Voice] = {}
    for voice in sorted(found.values(), key=lambda voice: (*_rank(voice, seed), voice.source)):
        first.setdefault(voice.title, voice)
    return tuple(first.values())


def _rank(voice: Voice, seed: str) -> tuple[bool, bool, int]:
    """The article itself, then studies, then other articles; the best supported first."""
    article = voice.source[:1] == "S" and voice.source[2:3] == "."
    return (not voice.source.startswith(seed), article, STRONGEST_FIRST.index(voice.certainty))


def title(catalogue: Catalogue, source: str) -> str:
    """Name a source the way people do: authors and year, the seed article's number and title, or ours."""
    if source in catalogue.claims:
        seed = catalogue.sources.get(f"seed-{source[:2].lower()}")
        return f"{source[:2]}, {seed.title}" if seed is not None else source[:2]
    found = catalogue.sources.get(source)
    return source if found is None else _short(found)


def _short(source: Source) -> str:
    if source.id == HEURISTIC:
        return "our own rule of thumb"
    return f"{source.authors} {source.year}" if source.authors and source.year else source.title


def stance(method: str, rules: Iterable[Rule]) -> Stance:
    """Say what a seed's method makes of rules: its article asks for one of them, opposes them, or does not speak.

    The evidence, and a method of one's own, ask for whatever rules they have.
    """
    if not (len(method) == 2 and method[0] == "s" and method[1].isdigit()):
        return "asks"
    relations = {
        position.relation
        for rule in rules
        for position in rule.positions
        if position.source.startswith(f"{method.upper()}.")
    }
    if relations & {"supports", "narrows"}:
        return "asks"
    return "opposes" if "contradicts" in relations else "silent"
