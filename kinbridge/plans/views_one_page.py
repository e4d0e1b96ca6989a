"""The page to keep: on the screen, ready to print, and as a PDF; in the parent's language."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, override

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import reading
from kinbridge.plans.models import Plan
from kinbridge.plans.one_page import OnePage, one_page
from kinbridge.plans.one_page_pdf import as_pdf, people, when
from kinbridge.plans.rules import PlanKind


@family_page
def screen(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    with override(_language(request, plan, viewer)):
        page = _page(plan, viewer)
        context = {
            "family": family,
            "page": page,
            "coming": [(when(one), one) for one in page.coming],
            "people": people(page),
            "languages": settings.LANGUAGES,
            "language": get_language(),
            "today": localdate(),
            "here": "plans",
        }
        return render(request, "plans/one_page.html", context)


@family_page
def paper(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    with override(_language(request, plan, viewer)):
        response = HttpResponse(as_pdf(_page(plan, viewer), on=localdate()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="one-page-to-keep.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _plan(family: Family, pk: int) -> Plan:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or plan.kind != PlanKind.SAFE_CARE:
        raise Http404
    return plan


def _page(plan: Plan, viewer: Viewer) -> OnePage:
    return found_or_404(one_page(plan=plan, by=viewer, at=now()))


def _language(request: HttpRequest, plan: Plan, viewer: Viewer) -> str:
    """What is asked for; else what the parent reads: on their own screen the one that is on, otherwise their own."""
    own = get_language() if viewer.person_id is not None else plan.parent.language[:2]
    known = [code for code, _name in settings.LANGUAGES]
    asked = request.GET.get("language", "")
    return next((code for code in (asked, own) if code in known), settings.LANGUAGE_CODE)
