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
from ironstride.web.runners.stored import plan_of, runner_of
from ironstride.web.runners.stored import today as runners_today

#: widths in pixels pictures are drawn at for a desk and for a phone
DESK, PHONE = 1120, 358


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do today; strangers get the front page."""
    return today(request) if request.user.is_authenticated else render(request, "pages/front.html")


@require_safe
def today(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show what there is to do today, one's own or for a runner one coaches."""
    shown = subject(request, runner)
    plan = plan_of(shown.owner)
    if plan is None:
        return render(request, "pages/empty.html", {"subject": shown})
    from ironstride.pictures.day import day_in_hours
    from ironstride.pictures.ribbon import season_ribbon
    from ironstride.web.pages.today import EARLY, shown_day

    now = runners_today(runner_of(shown.owner))
    near = logged(shown.owner, LoggedSession, now - EARLY, now)
    day = shown_day(plan, now, near)
    done = {one.planned for one in near if one.finished}
    context = {
        "subject": shown,
        "plan": plan,
        "day": day,
        "hours": mark_safe(day_in_hours(plan, now, PHONE, done=done, standalone=False, key="day")),
        "ribbon": mark_safe(season_ribbon(plan, DESK, standalone=False, key="desk")),
        "ribbon_phone": mark_safe(season_ribbon(plan, PHONE, standalone=False, key="phone")),
    }
    return render(request, "pages/today.html", context)
