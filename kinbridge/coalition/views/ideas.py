"""Ideas with their steps, wins, and the register of results."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from kinbridge.coalition import actions
from kinbridge.coalition.actions.looking import NotCounted
from kinbridge.coalition.forms.ideas import FORMS, IdeaForm, PilotForm, ResultForm, StepForm, WinForm
from kinbridge.coalition.forms.strategy import ReadingForm, people_at_work
from kinbridge.coalition.models import Idea, Result
from kinbridge.coalition.reading import ideas as reading
from kinbridge.coalition.reading.ideas import MOVE_WORDS, IdeaPage, goals_to_choose, open_idea
from kinbridge.coalition.rules.ideas import NEXT, Stage
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of


@staff_page
def ideas(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.ideas(by=viewer, on=localdate())
    context = {"ideas": found, "wins": reading.wins(viewer.coalition_id), "here": "ideas"}
    return render(request, "coalition/ideas.html", context)


@staff_page
def propose(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = IdeaForm(request.POST or None, goals=goals_to_choose(viewer.coalition_id))
    if form.is_valid():
        idea = actions.propose(facts=form.facts(), saw=form.cleaned_data["saw"], by=viewer, at=now())
        return redirect("coalition:idea", pk=idea.pk)
    return render(request, "coalition/propose.html", {"form": form}, status=status_of(form))


@staff_page
def idea(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """An idea with its steps. Values of what its pilot counts are stated here."""
    page = _idea(viewer, pk)
    indicator = page.standing.idea.indicator
    form = None
    if page.may_speak and indicator is not None and not indicator.measure:
        form = ReadingForm(request.POST or None, today=localdate(), initial={"on": localdate()})
    if request.method == "POST" and (form is None or indicator is None):
        raise actions.NotTheirs("Whoever carries the idea states its values.")
    if form is not None and indicator is not None and form.is_valid():
        actions.state_value(indicator=indicator, by=viewer, at=now(), **form.cleaned_data)
        return redirect("coalition:idea", pk=pk)
    return render(request, "coalition/idea.html", {"page": page, "form": form}, status=status_of(form))


def _idea(viewer: Viewer, pk: int) -> IdeaPage:
    return found_or_404(open_idea(pk=pk, by=viewer, on=localdate()))


@staff_page
def step(request: HttpRequest, *, viewer: Viewer, pk: int, stage: str) -> HttpResponse:
    """The idea's next step, or, at the stage where it is, a word."""
    page = _idea(viewer, pk)
    last = page.standing.last
    if stage != last.stage and stage not in NEXT[last.stage]:
        raise Http404
    if not (page.moves if stage != last.stage else page.may_speak):
        raise actions.NotTheirs("The coalition's coordinator decides on ideas. Whoever carries one says how it goes.")
    form = _step_form(request, viewer, page, stage)
    status = status_of(form)
    if form.is_valid():
        more = {}
        if isinstance(form, PilotForm):
            more = {"owner_id": form.cleaned_data["owner"].pk, "indicator": form.indicator()}
        given = {"after": form.cleaned_data["after"], "said": form.said(), "evidence": form.looked()}
        try:
            actions.take_step(idea=page.standing.idea, stage=stage, by=viewer, at=now(), **given, **more)
            return redirect("coalition:idea", pk=pk)
        except actions.ChangedMeanwhile as error:
            form.refuse(error)
            status = 409
        except NotCounted as error:
            form.add_error("measure", str(error))
            status = 400
    heading = MOVE_WORDS[Stage(stage)] if stage != last.stage else "Say how it goes"
    context = {"form": form, "page": page, "step": heading}
    return render(request, "coalition/step.html", context, status=status)


def _step_form(request: HttpRequest, viewer: Viewer, page: IdeaPage, stage: str) -> StepForm:
    first = {"after": page.standing.last.number}
    if stage == page.standing.last.stage:
        return StepForm(request.POST or None, initial=first)
    if stage == Stage.PILOT:
        people = people_at_work(viewer.coalition_id, on=localdate())
        first["owner"] = page.standing.idea.owner_id
        return PilotForm(request.POST or None, initial=first, people=people)
    return FORMS[stage](request.POST or None, initial=first)


@staff_page
def tell_win(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    goals = goals_to_choose(viewer.coalition_id)
    form = WinForm(request.POST or None, goals=goals, today=localdate(), initial={"on": localdate()})
    if form.is_valid():
        actions.tell_win(facts=form.cleaned_data, by=viewer, at=now())
        messages.success(request, "Told. It stands first among the wins.")
        return redirect("coalition:ideas")
    return render(request, "coalition/win.html", {"form": form}, status=status_of(form))


# ── results ──────────────────────────────────────────────────────────────────


@staff_page
def results(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {
        "results": reading.standing_results(viewer.coalition_id),
        "may_record": reading.may_record(viewer),
        "here": "results",
        "today": localdate(),
    }
    return render(request, "coalition/results.html", context)


@staff_page
def result(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = Result.objects.select_related("goal", "idea", "by", "instead_of", "corrected_by")
    one = get_object_or_404(found, coalition=viewer.coalition_id, pk=pk)
    context = {
        "result": one,
        "older": list(reading.corrected(one)),
        "newer": getattr(one, "corrected_by", None),
        "may_record": reading.may_record(viewer),
    }
    return render(request, "coalition/result.html", context)


@staff_page
def record(request: HttpRequest, *, viewer: Viewer, pk: int | None = None) -> HttpResponse:
    """A new result; or, with `pk`, one that stands instead of an older one."""
    older = get_object_or_404(Result, coalition=viewer.coalition_id, pk=pk) if pk is not None else None
    if not reading.may_record(viewer):
        raise actions.NotTheirs("The coalition's coordinator and its evaluator record results. Tell them what changed.")
    goals = goals_to_choose(viewer.coalition_id)
    ideas = Idea.objects.filter(coalition=viewer.coalition_id).order_by("title", "pk")
    first = {name: getattr(older, name) for name in FIRST} if older is not None else None
    form = ResultForm(request.POST or None, initial=first, goals=goals, ideas=ideas)
    status = status_of(form)
    if form.is_valid():
        try:
            made = actions.record_result(
                facts=form.facts(), evidence=form.looked(), instead_of=older, by=viewer, at=now()
            )
            return redirect("coalition:result", pk=made.pk)
        except actions.ChangedMeanwhile as error:
            form.refuse(error)
            status = 409
        except NotCounted as error:
            form.add_error("measure", str(error))
            status = 400
    return render(request, "coalition/record.html", {"form": form, "older": older}, status=status)


FIRST = (
    *("title", "happened", "goal", "idea", "evidence", "measure", "saw"),
    *("attribution", "contributions", "others", "comparison"),
)
