"""The evidence policy: how severe a rule may be, and that nothing of a rule is left unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ironstride.catalogue import Catalogue
from ironstride.model.rule import Certainty, Rule
from ironstride.rules.soundness.problem import Problem

STRONGEST_FIRST: tuple[Certainty, ...] = ("high", "moderate", "low", "very-low", "convention", "contradicted")
ENOUGH_FOR_MUST: frozenset[Certainty] = frozenset({"high", "moderate"})
HARD = frozenset({"must", "safety"})
OWN_WISH = "runner"
UNWRITTEN = "TO-WRITE"
PLACEHOLDER = re.compile(r"\{([^}]*)\}")
#: codes of seeds and rules have no place in what a runner reads, and no sentence may speak of injury
CODE = re.compile(r"\b(S[0-4](\.\w+)?|[A-Z]{3}[0-9]{3})\b")
PROMISE = re.compile(r"injur", re.IGNORECASE)
PLACEHOLDERS = frozenset({"observed", "limit", "when", "what"})


def evidence_caps(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that severity is earned: by moderate certainty in runners, by safety or by the runner's own wish."""
    for rule in catalogue.rules.values():
        if rule.level not in HARD:
            continue
        wish = any(position.source == OWN_WISH for position in rule.positions)
        if not (rule.safety_rationale or wish or _certain(rule)):
            yield Problem(
                rule.code,
                f"is {rule.level} on weak evidence",
                "Make it a should, find moderate certainty in runners, or give a safety rationale.",
            )
        if rule.level == "must" and not (rule.safety_rationale or wish) and _disputed(rule):
            yield Problem(
                rule.code, "is must while a source as certain says the opposite", "Make it a should; sources disagree."
            )


def said(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that each rule has its reasons and its sentences, and a review to come."""
    for rule in catalogue.rules.values():
        sentences = [rule.claim, rule.why, rule.chosen.reason, rule.explain.because, rule.explain.flagged]
        sentences += [rule.explain.mend, *(position.says for position in rule.positions)]
        if any(not sentence.strip() or sentence == UNWRITTEN for sentence in sentences):
            yield Problem(rule.code, "leaves a sentence unwritten", "Write claim, why, reason, positions and explain.")
        if rule.level in HARD and not rule.explain.blocked:
            yield Problem(rule.code, "may block a plan and does not say so", "Write explain.blocked.")
        if rule.chosen.review_by <= rule.chosen.on:
            yield Problem(rule.code, "is due for review before it was chosen", "Set review_by after chosen.on.")
        if rule.level == "should" and not rule.weight:
            yield Problem(rule.code, "is a wish that costs nothing", "Give it a weight, or make it info.")


def told(catalogue: Catalogue) -> Iterator[Problem]:
    """Check what a runner reads: no placeholder nobody fills, no code, no promise about injury."""
    for rule in catalogue.rules.values():
        explain = rule.explain
        if PLACEHOLDER.search(explain.because):
            yield Problem(rule.code, "has a placeholder in its because, which nobody fills", "Write it out.")
        read = " ".join((explain.because, explain.flagged, explain.mend, explain.blocked))
        for name in sorted(set(PLACEHOLDER.findall(read)) - PLACEHOLDERS):
            yield Problem(rule.code, f"has the placeholder {{{name}}}", f"Known: {', '.join(sorted(PLACEHOLDERS))}.")
        if code := CODE.search(read):
            yield Problem(rule.code, f"says {code[0]} to a runner", "Say it in plain words.")
        if PROMISE.search(read):
            yield Problem(rule.code, "speaks of injury to a runner", "Say what it does for the running.")


def _certain(rule: Rule) -> bool:
    return any(position.relation == "supports" and position.certainty in ENOUGH_FOR_MUST for position in rule.positions)


def _disputed(rule: Rule) -> bool:
    supports = [_rank(position.certainty) for position in rule.positions if position.relation == "supports"]
    against = [_rank(position.certainty) for position in rule.positions if position.relation == "contradicts"]
    return bool(supports and against) and min(against) <= min(supports)


def _rank(certainty: Certainty) -> int:
    return STRONGEST_FIRST.index(certainty)
