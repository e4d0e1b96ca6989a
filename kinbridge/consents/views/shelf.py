"""The papers on file besides consents: the list, one of them, and putting one on file."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.consents import actions
from kinbridge.consents.actions import filing
from kinbridge.consents.forms.filing import PaperForm
from kinbridge.consents.forms.later import EndForm, WordsForm
from kinbridge.consents.forms.parties import partners_of
from kinbridge.consents.models import OtherAuthority
from kinbridge.consents.models.disagreements import disagreements
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.filing import may_record
from kinbridge.consents.models.shelf import Shelved, may, on_shelf
from kinbridge.consents.pages import filing_page, papers_page
from kinbridge.consents.rules.papers import PAPERS, PaperKind
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import household
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
    on = actions.local_day(family=family, at=at)
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
    on = actions.local_day(family=family, at=at)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        entry=entry,
        people=household(family=family, by=viewer, on=on).people,
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
    shown = on_shelf(family=family, by=viewer, on=actions.local_day(family=family, at=at), at=at)
    one = next((one for one in shown if one.row.pk == pk), None)
    if one is None:
        raise Http404
    return one


@filing_page
def end(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    if one.entry is None or not may(one, by=viewer).end:
        raise PermissionDenied("This paper is not yours to end, or it has ended already.")
    today = actions.local_day(family=family, at=now())
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, entry=one.entry, made=one.row.signed_on, today=today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            how, words = How(said["how"]), said["words"].strip()
            filing.end_paper(paper=row_of(one), how=how, day=said["day"], by=viewer, at=now(), words=words)
        except (actions.NotYours, actions.AlreadyEnded) as trouble:
            form.add_error("how", str(trouble))
        else:
            messages.success(request, "Written down. It no longer counts from that day on.")
            return redirect("consents:paper", family.key, pk)
    context = {"family": family, "one": one, "form": form, "what": "end"}
    return render(request, "consents/paper_after.html", context, status=422 if form.is_bound else 200)


@filing_page
def wrong(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = found(family, pk, viewer)
    if not may(one, by=viewer).call_wrong:
        raise PermissionDenied("The program that put it on file, or a privacy officer, says that it was a mistake.")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            filing.enter_in_error(paper=row_of(one), by=viewer, at=now(), words=form.cleaned_data["words"].strip())
        except actions.AlreadyEnded as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Marked as entered in error. It stays on file as that.")
            return redirect("consents:paper", family.key, pk)
    context = {"family": family, "one": one, "form": form, "what": "wrong"}
    return render(request, "consents/paper_after.html", context, status=422 if form.is_bound else 200)


@require_POST
@filing_page
def confirm(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    return _button(request, viewer, family, pk, filing.confirm, "Confirmed. It counts from now on.")


@require_POST
@filing_page
def agree(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    return _button(request, viewer, family, pk, filing.agree, "Agreed. Only the person can lift it now.")


def _button(
    request: HttpRequest, viewer: Viewer, family: Family, pk: int, verb: Callable[..., object], done: str
) -> HttpResponse:
    one = found(family, pk, viewer)
    try:
        verb(paper=row_of(one), by=viewer, at=now())
    except actions.NotYours as trouble:
        raise PermissionDenied(str(trouble)) from None
    except actions.AlreadyEnded as trouble:
        messages.warning(request, str(trouble))
    else:
        messages.success(request, done)
    return redirect("consents:paper", family.key, pk)


def row_of(one: Shelved) -> OtherAuthority:
    return OtherAuthority.objects.select_related("family__coalition").get(pk=one.row.pk)
