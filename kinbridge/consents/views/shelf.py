"""The papers on file besides consents: the list, one of them, and putting one on file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.consents import actions
from kinbridge.consents.actions import filing
from kinbridge.consents.forms.filing import PaperForm
from kinbridge.consents.forms.parties import partners_of
from kinbridge.consents.models import OtherAuthority
from kinbridge.consents.models.disagreements import disagreements
from kinbridge.consents.models.filing import may_record
from kinbridge.consents.models.shelf import Shelved, may, on_shelf
from kinbridge.consents.pages import filing_page, papers_page
from kinbridge.consents.rules.papers import PAPERS, PaperKind
from kinbridge.consents.views import later
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family

GROUPS = (
    ("court", "From a court"),
    ("acts", "Who may act for someone"),
    ("limits", "A person’s own limits, and safety"),
)
BETWEEN = (("agreements", "Between organizations"),)


@papers_page
def listed(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    at = now()
    on = day_of(at)
    shown = on_shelf(family=family, by=viewer, on=on, at=at)
    context = {
        "family": family,
        "here": "consents",
        "conflicts": [one for one in disagreements(family=family, by=viewer) if not one.row.outcome],
        "standing": [one for one in shown if one.open],
        "past": [one for one in shown if not one.open],
        "may_file": any(may_record(entry, by=viewer) for entry in PAPERS.values() if not entry.about_no_one),
    }
    return render(request, "consents/papers.html", context)


@papers_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    context = {"family": family, "here": "consents", "one": one, "may": may(one, by=viewer)}
    return render(request, "consents/paper.html", context)


@filing_page
def choose(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    return render(request, "consents/paper_choose.html", {"family": family, "groups": offered(viewer, GROUPS)})


@filing_page
def record(request: HttpRequest, *, viewer: Viewer, family: Family, code: str) -> HttpResponse:
    entry = entry_for(code, viewer, between=False)
    at = now()
    on = day_of(at)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        entry=entry,
        people=members_of(family=family, by=viewer, on=on),
        partners=partners_of(viewer),
        by=viewer,
        today=on,
    )
    context = {"family": family, "entry": entry, "form": form}
    if not form.is_valid():
        return render(request, "consents/paper_record.html", context, status=422 if form.is_bound else 200)
    if "look" in request.POST:
        return render(request, "consents/paper_record.html", context | {"would": would(form)})
    try:
        paper = filing.put_on_file(family=family, filing=form.filing, by=viewer, at=at)
    except actions.NotYours as trouble:
        raise PermissionDenied(str(trouble)) from None
    messages.success(request, "On file. Below is what it is worth.")
    return redirect("consents:paper", family.key, paper.pk)


def offered(viewer: Viewer, groups: tuple[tuple[str, str], ...]) -> list[tuple[str, list[PaperKind]]]:
    """The kinds this person may put on file, under their headings."""
    kinds = [(says, [one for one in PAPERS.values() if one.group == group]) for group, says in groups]
    allowed = [(says, [one for one in some if may_record(one, by=viewer)]) for says, some in kinds]
    return [(says, some) for says, some in allowed if some]


def entry_for(code: str, viewer: Viewer, *, between: bool) -> PaperKind:
    entry = PAPERS.get(code)
    if entry is None or entry.about_no_one is not between:
        raise Http404
    if not may_record(entry, by=viewer):
        raise PermissionDenied("Your role does not put this kind of paper on file; ask your privacy officer.")
    return entry


def would(form: PaperForm) -> dict[str, object]:
    """What it would be worth, before it is on file."""
    terms = form.filing.terms
    return {
        "missing": form.entry.missing(terms),
        "opens": form.entry.opened(terms),
        "never": form.entry.not_opened(terms),
    }


def found(family: Family, pk: int, viewer: Viewer) -> Shelved:
    at = now()
    shown = on_shelf(family=family, by=viewer, on=day_of(at), at=at)
    return found_or_404(next((one for one in shown if one.row.pk == pk), None))


@filing_page
def end(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    today = localdate()
    return later.end(request, one=one, row=row_of(one), by=viewer, today=today, family=family)


@filing_page
def wrong(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    return later.wrong(request, one=one, row=row_of(one), by=viewer, family=family)


@require_POST
@filing_page
def confirm(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    said = "Confirmed. It counts from now on."
    return later.pressed(request, filing.confirm, said, one=one, row=row_of(one), by=viewer, family=family)


@require_POST
@filing_page
def agree(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    said = "Agreed. Only the person can lift it now."
    return later.pressed(request, filing.agree, said, one=one, row=row_of(one), by=viewer, family=family)


def row_of(one: Shelved) -> OtherAuthority:
    return OtherAuthority.objects.get(pk=one.row.pk)
