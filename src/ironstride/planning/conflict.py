"""When wishes cannot hold together: the smallest set that clashes, found by deletion, in the runner's words."""

from __future__ import annotations

from collections.abc import Sequence

from ironstride.model.errors import NoPlan
from ironstride.model.session import Session
from ironstride.planning.schedule import draft_schedule
from ironstride.planning.solve import solve
from ironstride.planning.task import Task
from ironstride.rules.ruleset import RuleSet


def explain_conflict(task: Task, sessions: Sequence[Session], rules: RuleSet) -> NoPlan:
    """Shrink the rules that must hold to a set of which every single one is needed for the clash.

    Safety rules are never questioned; they hold throughout.
    """
    hard = [bound.rule.code for bound in rules.of("schedule") if bound.rule.level == "must"]
    draft = draft_schedule(task, sessions, rules, guarded=hard)
    kept = list(hard)
    for code in hard:
        rest = [other for other in kept if other != code]
        pinned = {draft.guards[other]: int(other in rest) for other in hard}
        if solve(draft.model, assumptions=pinned) is None:
            kept = rest
    words = " ".join(rules.rule(code).claim for code in kept)
    return NoPlan(f"these wishes cannot hold together: {words}", mend="Give one of them up.", conflict=tuple(kept))
