"""Plans of a family: write together, ask for the answer, print, hand over, acknowledge."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.people.actions import household
from kinbridge.people.models import Family, Relation
from kinbridge.people.pages import family_page, staff_page
from kinbridge.plans import actions, reading, reviews
from kinbridge.plans.forms import AnswerForm, HandOverForm, Lines, PlanForm
from kinbridge.plans.models import Plan, Version
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.rules import missing


@family_page
def plans(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = reading.plans_of(family=family, by=viewer, at=now())
    people = household(family=family, by=viewer, on=localdate())
    adults = [person for person in people.people if person.relation in (Relation.MOTHER, Relation.OTHER_ADULT)]
    adults = adults if viewer.person_id is None else []  # a program leads the plan, so its worker starts it
    context = {"family": family, "plans": found, "adults": adults, "here": "plans"}
    return render(request, "plans/list.html", context)


@require_POST
@family_page
def start(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    people = {str(p.pk): p for p in household(family=family, by=viewer, on=localdate()).people}
    parent = people.get(request.POST.get("parent", ""))
    if parent is None or viewer.program_id is None or viewer.person_id is not None:
        raise Http404
    pregnancy = parent.pregnancies.order_by("-began_on").first()
    plan = actions.start(family=family, parent=parent, pregnancy=pregnancy, by=viewer, at=now())
    return redirect("plans:write", key=family.key, pk=plan.pk)


@family_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None:
        raise Http404
    context = _around(shown, viewer, family) | {"hand_over": HandOverForm(coalition_id=family.coalition_id)}
    return render(request, "plans/show.html", context)


@family_page
def pdf(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    with override(_paper_language(plan, request.GET.get("language", ""))):
        shown = reading.open_plan(plan=plan, by=viewer, at=now(), act="plan.printed")
        if shown is None:
            raise Http404
        response = HttpResponse(as_pdf(shown), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan-of-safe-care.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@family_page
def write(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    version = _draft(viewer, family, pk)
    people = household(family=family, by=viewer, on=localdate()).people
    rows: dict[str, Any] = {
        "form_kwargs": {"people": people, "coalition_id": family.coalition_id},
        "prefix": "line",
    }
    if request.method == "POST":
        form, lines = PlanForm(request.POST), Lines(request.POST, **rows)
        if form.is_valid() and lines.is_valid():
            given = [one.line() for one in lines if one.cleaned_data.get("need") and not one.cleaned_data.get("DELETE")]
            try:
                actions.write(version_id=version.pk, body=form.body(), services=given, by=viewer, at=now())
            except actions.Answered:
                return _conflict(request, family, version)
            return redirect("plans:show", key=family.key, pk=pk)
    else:
        typed = version.services.order_by("pk").values(
            "need", "person", "service", "program", "referred_on", "first_kept_on", "barrier", "next_step", "owner"
        )
        form, lines = PlanForm(version=version), Lines(initial=list(typed), **rows)
    context = {
        "family": family,
        "plan": version.plan,
        "version": version,
        "form": form,
        "lines": lines,
        "here": "plans",
    }
    return render(request, "plans/write.html", context, status=400 if form.is_bound else 200)


@family_page
def answer(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or shown.version.answer or not reading.speaks_for_parent(plan, viewer):
        raise Http404
    form = AnswerForm(request.POST or None)
    language = get_language() or "en"
    gaps = missing(shown.version.body, services=shown.version.services.count(), language=language)
    if form.is_valid():
        try:
            actions.answer(
                version_id=shown.version.pk,
                signed=form.cleaned_data["answer"] == "signed",
                signature=form.cleaned_data["signature"],
                disagreement=form.cleaned_data["disagreement"],
                by=viewer,
                at=now(),
            )
        except actions.NotReady:
            form.add_error(None, _("The plan is not ready to sign yet."))
        except actions.Answered:
            return _conflict(request, family, shown.version)
        else:
            return redirect("plans:show", key=family.key, pk=pk)
    context = _around(shown, viewer, family) | {"form": form, "gaps": gaps}
    return render(request, "plans/answer.html", context, status=400 if form.is_bound else 200)


@family_page
def preview(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    """Before it is handed over: the very piece that the program would open."""
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or not _leads(plan, viewer):
        raise Http404
    form = HandOverForm(request.GET, coalition_id=family.coalition_id)
    if not form.is_valid():
        return render(request, "plans/show.html", _around(shown, viewer, family) | {"hand_over": form}, status=400)
    program = form.cleaned_data["program"]
    context = {"family": family, "plan": plan, "program": program, "here": "plans"}
    context["shown"] = reading.preview_for(program, plan=plan, by=viewer, at=now())
    return render(request, "plans/preview.html", context)


@require_POST
@family_page
def hand_over(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or not _leads(plan, viewer):
        raise Http404
    form = HandOverForm(request.POST, coalition_id=family.coalition_id)
    context = _around(shown, viewer, family) | {"hand_over": form}
    if not form.is_valid():
        return render(request, "plans/show.html", context, status=400)
    try:
        actions.hand_over(version=shown.version, program=form.cleaned_data["program"], by=viewer, at=now())
    except actions.Refused as refusal:
        context |= {"decision": refusal.decision, "to": form.cleaned_data["program"]}
        return render(request, "plans/show.html", context, status=403)
    return redirect("plans:show", key=family.key, pk=pk)


@require_POST
@staff_page
def acknowledge(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    copy = actions.acknowledge(copy_id=pk, by=viewer, at=now())
    if copy is None:
        raise Http404
    return redirect("desk:home")


def _plan(family: Family, pk: int) -> Plan:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None:
        raise Http404
    return plan


def _draft(viewer: Viewer, family: Family, pk: int) -> Version:
    plan = _plan(family, pk)
    if not _leads(plan, viewer) or plan.closed_on is not None:
        raise Http404
    version = actions.draft_of(plan=plan, by=viewer, at=now())
    version.plan = plan
    return version


def _leads(plan: Plan, viewer: Viewer) -> bool:
    """A worker of the leading program; a parent's account belongs to a program too, and does not lead."""
    return plan.program_id == viewer.program_id and viewer.person_id is None


def _around(shown: reading.ShownPlan, viewer: Viewer, family: Family) -> dict[str, object]:
    plan = shown.plan
    return {
        "family": family,
        "shown": shown,
        "here": "plans",
        "leads": _leads(plan, viewer),
        "speaks": reading.speaks_for_parent(plan, viewer),
        "may_review": plan.closed_on is None and reviews.may_review(plan, viewer),
        "may_answer": not shown.version.answer and reading.speaks_for_parent(plan, viewer),
        "today": localdate(),
        "paper_language": _paper_language(plan, ""),
    }


def _paper_language(plan: Plan, wanted: str) -> str:
    """The paper is the parent's: in their language, unless it is asked for in another."""
    known = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (wanted, plan.parent.language[:2]) if code in known), settings.LANGUAGE_CODE)


def _conflict(request: HttpRequest, family: Family, version: Version) -> HttpResponse:
    context = {"family": family, "plan": version.plan, "here": "plans"}
    return render(request, "plans/answered.html", context, status=409)
