"""Plans of a family: write together, ask for the answer, print, hand over, acknowledge."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinbridge.core.vocabulary import CHILD_WELFARE, Relation
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import family_page, staff_page
from kinbridge.plans import actions, going_home, reading, reviews
from kinbridge.plans.closing.reading import titles_of
from kinbridge.plans.forms import AnswerForm, HandOverForm
from kinbridge.plans.models import Closing, Plan
from kinbridge.plans.pathway.reading import with_way_home
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.purposes import leads
from kinbridge.plans.rules import PlanKind
from kinbridge.plans.views_write import conflict

GROWN = frozenset({Relation.MOTHER, Relation.FATHER, Relation.OTHER_ADULT})


@family_page
def plans(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = reading.plans_of(family=family, by=viewer, at=now())
    context = {
        "family": family,
        "plans": [plan for plan in found if plan.kind == PlanKind.SAFE_CARE],
        "case_plans": [plan for plan in found if plan.kind == PlanKind.CASE],
        "adults": _adults(family, viewer),
        "kinds": _kinds(viewer),
        "here": "plans",
    }
    return render(request, "plans/list.html", context)


@require_POST
@family_page
def start(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    parent = next((one for one in _adults(family, viewer) if str(one.pk) == request.POST.get("parent")), None)
    wanted = request.POST.get("kind", PlanKind.SAFE_CARE)
    kind = next((one for one, _words in _kinds(viewer) if one == wanted), None)
    if parent is None or kind is None:
        raise Http404
    dyad = parent.pregnancies.order_by("-began_on").first() if kind == PlanKind.SAFE_CARE else None
    plan = actions.start(family=family, parent=parent, pregnancy=dyad, by=viewer, at=now(), kind=PlanKind(kind))
    return redirect("plans:write", key=family.key, pk=plan.pk)


@family_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = found_or_404(reading.open_plan(plan=plan, by=viewer, at=now()))
    shown, pathway = with_way_home(shown, by=viewer, at=now())
    context = _around(shown, viewer, family) | _ended(plan) | {"pathway": pathway, "may_say": plan.closed_on is None}
    context["may_refer"] = plan.closed_on is None and viewer.program_id is not None and viewer.person_id is None
    return render(request, "plans/show.html", context | {"hand_over": HandOverForm(coalition_id=family.coalition_id)})


@family_page
def pdf(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    with override(_paper_language(plan, request.GET.get("language", ""))):
        shown = found_or_404(reading.open_plan(plan=plan, by=viewer, at=now(), verb="printed"))
        shown, pathway = with_way_home(shown, by=viewer, at=now())
        response = HttpResponse(as_pdf(shown, pathway), content_type="application/pdf")
    name = "family-case-plan" if plan.kind == PlanKind.CASE else "plan-of-safe-care"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@family_page
def answer(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or plan.closed_on or shown.version.answer or not reading.speaks_for_parent(plan, viewer):
        raise Http404
    form = AnswerForm(request.POST or None)
    gaps = actions.gaps_of(shown.version, language=get_language() or "en")
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
            return conflict(request, shown.version)
        else:
            return redirect("plans:show", key=family.key, pk=pk)
    context = _around(shown, viewer, family) | {"form": form, "gaps": gaps}
    return render(request, "plans/answer.html", context, status=status_of(form))


@family_page
def preview(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    """Before it is handed over: the very piece that the program would open."""
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or not leads(plan, viewer):
        raise Http404
    form = HandOverForm(request.GET, coalition_id=family.coalition_id)
    if not form.is_valid():
        return render(request, "plans/show.html", _around(shown, viewer, family) | {"hand_over": form}, status=400)
    program = form.cleaned_data["program"]
    context = {"family": family, "plan": plan, "program": program, "here": "plans", "today": localdate()}
    context["shown"] = reading.preview_for(program, plan=plan, by=viewer, at=now())
    return render(request, "plans/preview.html", context)


@require_POST
@family_page
def hand_over(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _plan(family, pk)
    shown = reading.open_plan(plan=plan, by=viewer, at=now())
    if shown is None or not leads(plan, viewer):
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
    found_or_404(actions.acknowledge(copy_id=pk, by=viewer, at=now()))
    return redirect("desk:home")


def _adults(family: Family, viewer: Viewer) -> list[Person]:
    """With whom a plan may be made. A program leads it, so its worker starts it and not the family's account."""
    if viewer.program_id is None or viewer.person_id is not None:
        return []
    people = members_of(family=family, by=viewer, on=localdate())
    whom = GROWN if viewer.organization_kind in CHILD_WELFARE else GROWN - {Relation.FATHER}
    return [person for person in people if person.relation in whom]


def _kinds(viewer: Viewer) -> list[tuple[str, object]]:
    """Which plans this viewer's program makes: a family's case plan is child welfare's."""
    return [one for one in Plan.KINDS if one[0] != PlanKind.CASE or viewer.organization_kind in CHILD_WELFARE]


def _plan(family: Family, pk: int) -> Plan:
    return found_or_404(reading.find_plan(family=family, pk=pk))


def _around(shown: reading.ShownPlan, viewer: Viewer, family: Family) -> dict[str, object]:
    plan = shown.plan
    return {
        "family": family,
        "shown": shown,
        "here": "plans",
        "leads": plan.closed_on is None and leads(plan, viewer),
        "says_home": going_home.may_say(plan, viewer),
        "speaks": reading.speaks_for_parent(plan, viewer),
        "case": plan.kind == PlanKind.CASE,
        "may_tick": plan.closed_on is None and reading.speaks_for_parent(plan, viewer),
        "may_review": plan.closed_on is None and reviews.may_review(plan, viewer),
        "may_answer": plan.closed_on is None and not shown.version.answer and reading.speaks_for_parent(plan, viewer),
        "today": localdate(),
        "paper_language": _paper_language(plan, ""),
    }


def _ended(plan: Plan) -> dict[str, object]:
    """Why the plan ended and what was missing then; nothing of one that goes on."""
    closing = Closing.objects.filter(plan=plan).select_related("closed_by").first()
    return {"closing": closing, "missing": titles_of(closing.gaps, plan=plan)} if closing is not None else {}


def _paper_language(plan: Plan, wanted: str) -> str:
    """The paper is the parent's: in their language, unless it is asked for in another."""
    known = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (wanted, plan.parent.language[:2]) if code in known), settings.LANGUAGE_CODE)
