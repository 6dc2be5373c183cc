"""The pages' views. Each takes the runner's public id, None on one's own pages, and reads by `subject`."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ironstride.model.log import LoggedSession
from ironstride.web.accounts.access import RunnerId, subject
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import newest_plan, runner_of
from ironstride.web.runners.stored import today as runners_today


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do today; strangers get the front page."""
    return today(request) if request.user.is_authenticated else render(request, "pages/front.html")


@require_safe
def today(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show what there is to do today, one's own or for a runner one coaches."""
    shown = subject(request, runner)
    kept = newest_plan(shown.owner)
    if kept is None:
        return render(request, "pages/empty.html", {"subject": shown})
    from ironstride.pictures.day import day_in_hours
    from ironstride.web.pages.today import EARLY, shown_day
    from ironstride.web.season.changing import flags_up
    from ironstride.web.season.reading import PHONE, became
    from ironstride.web.season.ribbons import ribbons
    from ironstride.web.season.words import FLAGS

    plan, now = kept.plan, runners_today(runner_of(shown.owner))
    near = logged(shown.owner, LoggedSession, now - EARLY, now)
    flags = flags_up(shown.owner, plan, now)
    day = shown_day(plan, now, near)
    done = {one.planned for one in near if one.finished}
    settled = [name for name, state in became(shown.owner, plan, now).items() if state == "done"]
    context = {
        "subject": shown,
        "plan": plan,
        "day": day,
        "hours": mark_safe(day_in_hours(plan, now, PHONE, done=done, standalone=False, key="day")),
        "ribbons": ribbons(kept, shown.owner, settled),
        "flags": [FLAGS[one] for one in flags],
        "planned": any(one.date >= now for one in plan.sessions),
    }
    return render(request, "pages/today.html", context)
