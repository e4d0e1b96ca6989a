"""The goal board, one goal with its values, and what it says."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from kinbridge.coalition import actions
from kinbridge.coalition.forms.strategy import GoalForm, ReadingForm, people_at_work
from kinbridge.coalition.models import Goal
from kinbridge.coalition.reading.goals import board as read_board
from kinbridge.coalition.reading.goals import find_goal
from kinbridge.coalition.reading.strategy import goal_history
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of


@staff_page
def board(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "coalition/board.html", {"board": read_board(by=viewer)})


@staff_page
def goal(request: HttpRequest, *, viewer: Viewer, number: int) -> HttpResponse:
    card = find_goal(number=number, by=viewer)
    if card is None or (request.method == "POST" and not card.may_state):
        raise Http404
    form = ReadingForm(request.POST or None, today=localdate(), initial={"on": localdate()})
    if form.is_valid():
        actions.state_value(indicator=card.goal.indicator, by=viewer, at=now(), **form.cleaned_data)
        return redirect("coalition:goal", number=number)
    context = {
        "card": card,
        "form": form if card.may_state else None,
        "may_change": actions.leads(viewer),
        "changes": goal_history(card.goal),
    }
    return render(request, "coalition/goal.html", context, status=status_of(form))


@staff_page
def change(request: HttpRequest, *, viewer: Viewer, number: int) -> HttpResponse:
    goals = Goal.objects.select_related("indicator")
    found = get_object_or_404(goals, coalition=viewer.coalition_id, number=number)
    if not actions.leads(viewer):
        raise actions.NotTheirs("The coalition's coordinator changes a goal. Tell them what should be different.")
    form = GoalForm(request.POST or None, goal=found, people=people_at_work(viewer.coalition_id, on=localdate()))
    status = status_of(form)
    if form.is_valid():
        given = {"facts": form.facts(), "indicator": form.indicator() or {}, "version": form.cleaned_data["version"]}
        try:
            actions.change_goal(goal=found, by=viewer, at=now(), **given)
            return redirect("coalition:goal", number=number)
        except actions.ChangedMeanwhile as error:
            form.refuse(error)
            status = 409
    return render(request, "coalition/goal_change.html", {"form": form, "goal": found}, status=status)
