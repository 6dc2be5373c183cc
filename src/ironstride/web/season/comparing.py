"""Methods side by side on one's own season: choosing them, and the tables of what comes of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.exercise import BLOCKS
from ironstride.model.words import DAYS, minutes_text
from ironstride.planning.compare import MethodSeason, RuleDifference
from ironstride.web.accounts.access import reader
from ironstride.web.jobs.queue import start
from ironstride.web.runners.stored import newest_plan
from ironstride.web.season import compared
from ironstride.web.season.compared import AskCompare, Beside, Compared
from ironstride.web.season.reading import cited
from ironstride.web.season.words import Words

#: differences shown before the rest unfolds, and names of exercises
RULES = 5
HOW = {
    "adds": gettext_lazy("It also asks"),
    "drops": gettext_lazy("It does not ask"),
    "asks more": gettext_lazy("It asks more strongly"),
    "asks less": gettext_lazy("It asks less strongly"),
    "asks otherwise": gettext_lazy("It asks in another measure"),
}
BLOCK_WORDS = {
    "mobility": gettext_lazy("mobility"),
    "power": gettext_lazy("power"),
    "strength": gettext_lazy("strength"),
    "accessory": gettext_lazy("accessory"),
    "core": gettext_lazy("core"),
    "transfer": gettext_lazy("transfer"),
}


class Row(Struct, frozen=True):
    """A line of the table: its label, a cell for each season, and each cell's share of the largest, per cent."""

    label: Words
    cells: tuple[str, ...]
    shares: tuple[int, ...] = ()
    part: bool = False

    @property
    def pairs(self) -> list[tuple[str, int | None]]:
        """Cells with their shares."""
        return list(zip(self.cells, self.shares or (None,) * len(self.cells), strict=True))


class Told(Struct, frozen=True):
    """A rule on which a method differs, in words, and on whose word."""

    how: Words
    claim: str
    why: str
    sources: tuple[str, ...]


class Other(Struct, frozen=True):
    """What sets a season apart from the first: exercises only here, exercises missing, rules."""

    name: str
    only: tuple[str, ...]
    missing: tuple[str, ...]
    rules: tuple[Told, ...]
    more: tuple[Told, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def methods(request: HttpRequest) -> HttpResponse:
    """Show the newest comparison and take a wish for another."""
    owner = reader(request)
    kept = newest_plan(owner)
    if kept is None:
        return redirect("pages:first-run")
    data = catalogue()
    problem = ""
    if request.method == "POST":
        chosen = tuple(one for one in data.methods if one in request.POST.getlist("method"))
        if len(chosen) > 1:
            mine = kept.plan.method
            ordered = tuple(sorted(chosen, key=lambda one: one != mine))
            return redirect("jobs:job", pk=start(owner, "compare", AskCompare(ordered)).pk)
        problem = _("Choose two methods or more.")
    newest = compared.newest(owner)
    context: dict[str, object] = {
        "methods": [
            (one, one.id in _chosen(request, newest and newest[1], kept.plan.method)) for one in data.methods.values()
        ],
        "mine": kept.plan.method,
        "made": newest[0].made if newest else None,
        "stale": bool(newest and newest[0].base != kept.number),
        "problem": problem,
    }
    if newest:
        seasons = [one.season for one in newest[1].seasons]
        context |= {
            "seasons": seasons,
            "rows": rows(seasons),
            "others": [other(data, newest[1].seasons[0], one) for one in newest[1].seasons[1:]],
            "refused": newest[1].refused,
        }
    return render(request, "season/methods.html", context, status=400 if problem else 200)


def _chosen(request: HttpRequest, newest: Compared | None, mine: str) -> list[str]:
    if request.method == "POST":
        return request.POST.getlist("method")
    return [one.season.method for one in newest.seasons] if newest else [mine]


def rows(seasons: Sequence[MethodSeason]) -> list[Row]:
    """Give the table's lines."""
    found = [
        _row(_("Sessions"), seasons, lambda one: one.sessions, str),
        _row(_("Most in a week"), seasons, lambda one: one.most_a_week, str),
        _row(_("Lifting in all"), seasons, lambda one: one.minutes, minutes_text),
        _row(_("A session"), seasons, lambda one: round(one.minutes / max(one.sessions, 1)), minutes_text),
    ]
    there = [block for block in BLOCKS if any(one.block_minutes.get(block) for one in seasons)]
    found += [_row(BLOCK_WORDS[block], seasons, partial(_block_minutes, block), minutes_text, True) for block in there]
    found.append(_row(_("Exercises"), seasons, lambda one: len(one.exercises), str))
    for name, label in (("heavy", _("Sets from 80 %")), ("medium", _("Sets from 65 %")), ("light", _("Lighter sets"))):
        if any(one.sets.get(name) for one in seasons):
            found.append(_row(label, seasons, partial(_sets, name), str, True))
    found.append(_row(_("Sets by feel"), seasons, partial(_sets, "unmeasured"), str, True))
    found.append(Row(_("Most often on"), tuple(_usual_days(one) for one in seasons)))
    return found


def _row(
    label: Words,
    seasons: Sequence[MethodSeason],
    value: Callable[[MethodSeason], int],
    words: Callable[[int], str],
    part: bool = False,
) -> Row:
    values = [value(one) for one in seasons]
    most = max(values, default=0) or 1
    return Row(
        label, tuple(words(one) if one else "–" for one in values), tuple(100 * one // most for one in values), part
    )


def _block_minutes(block: str, season: MethodSeason) -> int:
    return season.block_minutes.get(block, 0)


def _sets(weight_class: str, season: MethodSeason) -> int:
    return season.sets.get(weight_class, 0)


def _usual_days(season: MethodSeason) -> str:
    most = sorted(season.days, key=lambda day: (-season.days[day], day))[:2]
    return ", ".join(DAYS[day][:3] for day in sorted(most)) or "–"


def other(data: Catalogue, first: Beside, one: Beside) -> Other:
    """Say what sets a season apart from the first."""
    mine, theirs = one.season.exercises, first.season.exercises
    told = [_told(difference) for difference in one.differences]
    return Other(
        name=one.season.name,
        only=tuple(data.exercises[name].name for name in mine if name not in theirs and name in data.exercises),
        missing=tuple(data.exercises[name].name for name in theirs if name not in mine and name in data.exercises),
        rules=tuple(told[:RULES]),
        more=tuple(told[RULES:]),
    )


def _told(one: RuleDifference) -> Told:
    return Told(HOW[one.how], one.claim, one.why, tuple(cited(source) for source in one.sources))
