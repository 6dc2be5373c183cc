"""The library's views: reading alone, for anybody, and nothing in them of anybody."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ironstride.catalogue import catalogue
from ironstride.catalogue.figures import figures
from ironstride.pictures.figure import figure_svg
from ironstride.web.library import exercises as exercise_facts
from ironstride.web.library import methods as method_facts
from ironstride.web.library import sources as source_facts
from ironstride.web.library import vocabulary
from ironstride.web.library.exercises import Wanted
from ironstride.web.site.told import language

#: longest search
MOST_TEXT = 80
#: how much larger a drawing is shown here than at the rack
LARGE = 1.5


@require_safe
@gzip_page
@login_not_required
def exercises(request: HttpRequest) -> HttpResponse:
    """Show the exercises that fit what is looked for, by movement."""
    asked = {name: request.GET.get(name, "").strip()[:MOST_TEXT] for name in Wanted.__struct_fields__}
    groups = exercise_facts.found(Wanted(**asked), language())
    context = {
        "asked": asked,
        "groups": [(vocabulary.PATTERNS[group.pattern], group) for group in groups],
        "count": sum(len(group.exercises) for group in groups),
        "patterns": vocabulary.PATTERNS,
        "verdicts": vocabulary.VERDICTS,
        "articles": [(seed, exercise_facts.article_title(catalogue(), seed)) for seed in vocabulary.ARTICLES],
        "things": [(thing, thing.replace("-", " ")) for thing in exercise_facts.things()],
    }
    return _rendered(request, "exercises", context)


@require_safe
@gzip_page
@login_not_required
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """Show an exercise: how it is done, what it is for, easier and harder ones, when to leave it, who says what."""
    one = catalogue().exercises.get(exercise)
    if one is None:
        raise Http404
    avoid, care = exercise_facts.cautions(one)
    drawn = figures().get(exercise)
    sites = vocabulary.SITES
    context = {
        "exercise": one,
        "drawn": drawn,
        "picture": mark_safe(figure_svg(drawn, one.name, scale=LARGE)) if drawn else "",
        "pattern": vocabulary.PATTERNS[one.pattern],
        "blocks": [vocabulary.BLOCKS[block] for block in one.blocks],
        "plane": vocabulary.PLANES[one.plane],
        "landing": vocabulary.LANDINGS.get(one.landing, ""),
        "equipment": exercise_facts.in_words(one),
        "easier": list(exercise_facts.named(one.regressions)),
        "harder": list(exercise_facts.named(one.progressions)),
        "avoid": [(sites.get(c.site or c.condition or "", ""), c.note) for c in avoid],
        "care": [(sites.get(c.site or c.condition or "", ""), c.note) for c in care],
        "said": [(one, vocabulary.VERDICTS[one.verdict]) for one in exercise_facts.verdicts(one)],
        "sources": [source for name in one.sources if (source := catalogue().sources.get(name))],
    }
    return _rendered(request, "exercise", context)


@require_safe
@gzip_page
@login_not_required
def methods(request: HttpRequest) -> HttpResponse:
    """Show the methods side by side, and every question the sources differ on."""
    context = {
        "columns": method_facts.columns(),
        "differences": vocabulary.DIFFERENCES,
        "questions": method_facts.questions(),
    }
    return _rendered(request, "methods", context)


@require_safe
@gzip_page
@login_not_required
def method(request: HttpRequest, method: str) -> HttpResponse:
    """Show all a method asks, and on whose word."""
    if method not in catalogue().methods:
        raise Http404
    asked = method_facts.asked(method)
    context = {
        "asked": asked,
        "groups": [(vocabulary.DIFFERENCES[how], found) for how, found in asked.differences.items()],
    }
    return _rendered(request, "method", context)


@require_safe
@gzip_page
@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source, and what becomes of every claim of the articles."""
    asked = {name: request.GET.get(name, "").strip()[:MOST_TEXT] for name in ("text", "kind", "certainty")}
    found = source_facts.found(asked["text"], asked["kind"], asked["certainty"])
    context = {
        "asked": asked,
        "found": [(one, vocabulary.KINDS[one.kind], vocabulary.CERTAINTIES[one.certainty]) for one in found],
        "kinds": vocabulary.KINDS,
        "certainties": vocabulary.CERTAINTIES,
        "articles": [
            (one, [(claim, vocabulary.STANDINGS[claim.standing]) for claim in one.claims])
            for one in source_facts.articles()
        ],
        "standings": [(vocabulary.STANDINGS[name], count) for name, count in source_facts.standings().items()],
    }
    return _rendered(request, "sources", context)


@require_safe
@gzip_page
@login_not_required
def source(request: HttpRequest, source: str) -> HttpResponse:
    """Show a source and all that rests on it, or a claim and what becomes of it."""
    data = catalogue()
    claim = source_facts.covered().get(source.upper()[:2] + source[2:].lower()) if source[:1] in "sS" else None
    if claim is not None:
        return _claim(request, claim.claim.id)
    if source not in data.sources:
        raise Http404
    behind = source_facts.behind(source)
    context = {
        "behind": behind,
        "numbers": behind.numbers,
        "kind": vocabulary.KINDS[behind.source.kind],
        "certainty": vocabulary.CERTAINTIES[behind.source.certainty],
        "known_by": vocabulary.KNOWN_BY[behind.source.known_by],
        "rules": [(one, vocabulary.RELATIONS[one.position.relation]) for one in behind.rules],
        "claims": [
            (claim, vocabulary.STANDINGS[claim.standing])
            for article in source_facts.articles()
            if article.source.id == source
            for claim in article.claims
        ],
    }
    return _rendered(request, "source", context)


def _rendered(request: HttpRequest, name: str, context: Mapping[str, object]) -> HttpResponse:
    """Render a page; its parts are kept for as long as the catalogue is the same, for they are the same for all."""
    return render(request, f"library/{name}.html", {**context, "catalogue_version": catalogue().version})


def _claim(request: HttpRequest, name: str) -> HttpResponse:
    data, covered = catalogue(), source_facts.covered()[name]
    context = {
        "covered": covered,
        "article": data.sources[f"seed-{name[:2].lower()}"],
        "certainty": vocabulary.CERTAINTIES[covered.claim.certainty],
        "standing": vocabulary.STANDINGS_LONG[covered.standing],
        "uses": [
            (use, data.rules[use.rule], vocabulary.RELATIONS[use.relation], _named(use.plans), _named(use.checks))
            for use in covered.uses
        ],
        "numbers": source_facts.numbers_of(name),
        "conflicts": [data.claims[one] for one in covered.claim.conflicts if one in data.claims],
    }
    return _rendered(request, "claim", context)


def _named(methods: tuple[str, ...]) -> str:
    """Name methods in one phrase."""
    return ", ".join(catalogue().methods[one].name for one in methods)
