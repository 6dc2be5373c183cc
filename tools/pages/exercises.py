"""The page of the exercises, by pattern of movement."""

from __future__ import annotations

from typing import get_args

from ironstride.catalogue import Catalogue
from ironstride.model.exercise import Caution, Exercise, Pattern

from .markdown import anchor, code, listing, page, plural, said, sentence

INTRO = """\
What a plan can choose from, by pattern of movement. `dislikes` and `favourites` of a runner file take these names,
other names or ids. First loads and ratios between lifts are our own working numbers; the seeds are the five articles
the project began with. To add one, see [add an exercise](../how-to/add-an-exercise.md)."""
VERDICTS = {"recommended": "recommended by", "allowed": "allowed by", "discouraged": "discouraged by"}


def exercises_page(catalogue: Catalogue) -> str:
    """Give the page of the exercises."""
    by_pattern: dict[str, list[Exercise]] = {pattern: [] for pattern in get_args(Pattern)}
    for exercise in sorted(catalogue.exercises.values(), key=lambda exercise: exercise.name.casefold()):
        by_pattern[exercise.pattern].append(exercise)
    parts = [INTRO, f"{plural(len(catalogue.exercises), 'exercise')}."]
    for pattern, found in by_pattern.items():
        if found:
            parts.append(f"## {pattern.replace('-', ' ').capitalize()}")
            parts += [_exercise(catalogue, exercise) for exercise in found]
    return page("Exercises", *parts)


def _exercise(catalogue: Catalogue, exercise: Exercise) -> str:
    facts = [code(exercise.id), ", ".join(exercise.blocks)]
    facts.append("one side at a time" if exercise.unilateral else "both sides at once")
    facts += [
        f"{exercise.plane} plane" if exercise.plane != "multi" else "several planes",
        f"skill {exercise.skill} of 3",
    ]
    lines = [f"- Needs: {_needs(exercise)}", f"- Done in {exercise.measure}, {_loaded(exercise)}"]
    ladder = [
        f"{word} {', '.join(_link(catalogue, other) for other in others)}"
        for word, others in (("easier", exercise.regressions), ("harder", exercise.progressions))
        if others
    ]
    lines += [f"- {sentence('; '.join(ladder))}"] if ladder else []
    lines += [f"- {line}" for line in _cautions(exercise)]
    lines.append(f"- Cues: {sentence('; '.join(exercise.cues))}")
    lines.append(f"- Trains: {sentence(', '.join(exercise.muscles))} Traits: {', '.join(exercise.traits) or 'none'}.")
    lines += [f"- Seeds: {_seeds(exercise)}"] if exercise.seeds else []
    watch = " / ".join(part for part in (exercise.watch.category, exercise.watch.name) if part)
    lines.append(
        f"- On the watch: {code(watch)}" + (f". Also called {listing(exercise.aliases)}." if exercise.aliases else "")
    )
    head = f"{anchor(exercise.id)}\n### {exercise.name}"
    return "\n\n".join([head, " · ".join(facts), said(exercise.why), "\n".join(lines)])


def _link(catalogue: Catalogue, other: str) -> str:
    known = catalogue.exercises.get(other)
    return f"[{known.name}](#{other})" if known else code(other)


def _needs(exercise: Exercise) -> str:
    ways = [listing(list(way)) if way else "nothing" for way in exercise.equipment]
    return f"{listing(ways, 'or')}."


def _loaded(exercise: Exercise) -> str:
    parts = ["loaded by " + exercise.load_type if exercise.load_type != "bodyweight" else "body mass"]
    if exercise.body_mass_share:
        parts.append(f"moves {exercise.body_mass_share:.0%} of body mass".replace("%", " %"))
    if exercise.start_share:
        parts.append(f"first load {100 * exercise.start_share:g} % of body mass at most")
    if exercise.landing != "none":
        parts.append(f"{exercise.landing} landing, {plural(exercise.contacts_per_rep, 'contact')} a repetition")
    return sentence(", ".join(parts)).replace("Loaded", "loaded", 1).replace("Body", "body", 1)


def _cautions(exercise: Exercise) -> list[str]:
    """Say with what it is left out, and with what it is done with care."""
    lines = []
    for action, word in (("avoid", "Left out with"), ("care", "With care with")):
        found = [_caution(caution) for caution in exercise.cautions if caution.action == action]
        lines += [sentence(f"{word} {', '.join(found)}")] if found else []
    return lines


def _caution(caution: Caution) -> str:
    where = f"a sore {caution.site}" if caution.site else (caution.condition or "").replace("-", " ")
    return where + (f" ({caution.note})" if caution.note else "")


def _seeds(exercise: Exercise) -> str:
    parts = []
    for seed, verdict in exercise.seeds.items():
        note = f" ({verdict.note})" if verdict.note else ""
        parts.append(f"{VERDICTS[verdict.verdict]} {seed}{note}")
    return sentence(", ".join(parts))
