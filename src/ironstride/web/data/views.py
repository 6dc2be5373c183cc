"""The data page: what came in, what goes out, and how to have it or be rid of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.model.errors import InputError
from ironstride.web.accounts.access import fresh_login, reader
from ironstride.web.accounts.consents import QUESTIONS, agreed, set_consent, standing
from ironstride.web.accounts.models import digest_of
from ironstride.web.data import spool
from ironstride.web.data.connecting import Connect
from ironstride.web.data.erasing import erase, forget_body, forget_heart
from ironstride.web.data.exporting import export_folder
from ironstride.web.data.feeds import calendar_of, close_feeds, open_feed
from ironstride.web.data.fetching import normalised
from ironstride.web.data.importing import Import
from ironstride.web.data.models import Batch, Feed
from ironstride.web.data.questions import AnswerFile, answer, exercise_names, open_questions
from ironstride.web.jobs.queue import start

#: files shown on one page of an import, imports shown on the data page
A_PAGE, IMPORTS = 200, 50
QUESTIONS_A_PAGE = 30


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show everything on data."""
    owner = reader(request)
    export = export_folder() / f"{owner.public}.zip"
    context = {
        "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "batches": owner.batches.order_by("-made")[:IMPORTS],
        "calendars": owner.running_files.order_by("name", "-pk").defer("content"),
        "feed": owner.feeds.filter(revoked=None).first(),
        "questions": QUESTIONS,
        "standing": standing(owner),
        "export_size": export.stat().st_size if export.exists() else None,
    }
    return render(request, "data/data.html", context)


@require_POST
def import_files(request: HttpRequest) -> HttpResponse:
    """Take dropped files and start reading them."""
    owner = reader(request)
    if not agreed(owner, "training"):
        messages.error(request, _("Your yes to keeping your training is missing."))
        return redirect("data:data")
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, _("No file was chosen."))
        return redirect("data:data")
    kept = owner.files.filter(content__isnull=False).aggregate(bytes=Sum("size"))["bytes"] or 0
    if kept + sum(file.size or 0 for file in files) > settings.KEPT_MOST:
        mend = _("Take an import back first, or keep the originals elsewhere.")
        raise InputError(_("your files would take more room than there is for one account"), "import", mend)
    batch = Batch.objects.create(owner=owner)
    refused = spool.spool(batch.pk, files)
    if refused:
        messages.warning(request, _("Not read for what they are: %(names)s") % {"names": ", ".join(refused[:5])})
    return redirect("jobs:job", pk=start(owner, "import", Import(batch.pk)).pk)


@require_safe
def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what came of each file of an import."""
    batch = get_object_or_404(Batch, pk=pk, owner=reader(request))
    files = Paginator(batch.files.order_by("accepted", "pk").defer("content"), A_PAGE)
    read = batch.files.filter(accepted=True).count()
    context = {
        "batch": batch,
        "page": files.get_page(request.GET.get("page")),
        "asks": batch.files.exclude(questions="[]").exists(),
        "read": read,
        "left": files.count - read,
    }
    return render(request, "data/import.html", context)


@require_POST
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Start taking an import back."""
    owner = reader(request)
    batch = get_object_or_404(Batch, pk=pk, owner=owner, undone=None)
    return redirect("jobs:job", pk=start(owner, "undo", Import(batch.pk)).pk)


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Show what the log leaves open; take an answer."""
    owner = reader(request)
    if request.method == "POST":
        file, asked, word = (request.POST.get(name, "")[:200] for name in ("file", "question", "word"))
        word = request.POST.get("other", "").strip()[:200] or word
        if file.isdecimal():
            found = get_object_or_404(owner.files, pk=int(file))
            return redirect("jobs:job", pk=start(owner, "answer", AnswerFile(found.pk, asked, word)).pk)
        try:
            answer(owner, asked, word)
        except InputError as error:
            messages.error(request, str(error))
        return redirect("data:questions")
    everything = open_questions(owner)
    context = {"questions": everything[:QUESTIONS_A_PAGE], "count": len(everything), "exercises": exercise_names()}
    return render(request, "data/questions.html", context)


@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Start fetching a calendar from its address."""
    owner = reader(request)
    try:
        address = normalised(request.POST.get("address", ""))
    except InputError as error:
        messages.error(request, str(error))
        return redirect("data:data")
    return redirect("jobs:job", pk=start(owner, "connect", Connect(address)).pk)


@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Start looking for news in connected calendars."""
    return redirect("jobs:job", pk=start(reader(request), "refresh").pk)


@require_POST
def remove_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a calendar or table away."""
    get_object_or_404(reader(request).running_files, pk=pk).delete()
    return redirect("data:data")


@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make the calendar's private address anew and show it, this once."""
    secret = open_feed(reader(request))
    address = request.build_absolute_uri(reverse("data:feed", args=[secret]))
    return render(request, "data/feed.html", {"address": address})


@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """End the calendar's private address."""
    close_feeds(reader(request))
    return redirect("data:data")


@require_safe
@login_not_required
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give somebody's strength calendar to whoever knows its address."""
    found = Feed.objects.filter(digest=digest_of(secret), revoked=None).select_related("owner").first()
    calendar = calendar_of(found.owner) if found is not None and found.owner.is_active else None
    if found is None or calendar is None:
        raise Http404
    Feed.objects.filter(pk=found.pk).update(read=timezone.now())
    headers = {"Cache-Control": "private, max-age=3600", "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
@fresh_login
def export(request: HttpRequest) -> HttpResponse:
    """Start gathering everything."""
    return redirect("jobs:job", pk=start(reader(request), "export").pk)


@require_safe
@fresh_login
def exported(request: HttpRequest) -> FileResponse:
    """Give the finished export."""
    try:
        stream = (export_folder() / f"{reader(request).public}.zip").open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(stream, as_attachment=True, filename="ironstride.zip", content_type="application/zip")


@require_POST
@fresh_login
def erase_all(request: HttpRequest) -> HttpResponse:
    """Erase the account when its address was typed in, and log out."""
    owner = reader(request)
    if owner.demo_until is None and request.POST.get("email", "").strip().lower() != owner.email:
        messages.error(request, _("That is not the address of this account. Nothing was erased."))
        return redirect("data:data")
    logout(request)
    erase(owner)
    messages.success(request, _("Everything is erased."))
    return redirect("pages:today")


@require_POST
def consents(request: HttpRequest) -> HttpResponse:
    """Write down yeses and noes; what a no forbids to keep is deleted."""
    owner, yes = reader(request), set(request.POST.getlist("consent"))
    before = standing(owner)
    with transaction.atomic():
        for kind, question in QUESTIONS.items():
            if not question.needed:
                set_consent(owner, kind, kind in yes)
            elif kind in yes:
                set_consent(owner, kind, yes=True)
        if "heart" in before - yes:
            forget_heart(owner)
        anew = "body" in before - yes and forget_body(owner)
    if anew:
        return redirect("jobs:job", pk=start(owner, "plan").pk)
    messages.success(request, _("Noted."))
    return redirect("data:data")
