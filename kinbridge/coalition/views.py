"""The goal board, and one goal with its readings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.coalition import actions
from kinbridge.coalition.forms import ReadingForm
from kinbridge.directory.models import Viewer
from kinbridge.people.pages import staff_page


@staff_page
def board(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "coalition/board.html", {"board": actions.board(by=viewer)})


@staff_page
def goal(request: HttpRequest, *, viewer: Viewer, number: int) -> HttpResponse:
    card = actions.find_goal(number=number, by=viewer)
    if card is None or (request.method == "POST" and not card.may_state):
        raise Http404
    form = ReadingForm(request.POST or None, today=localdate(), initial={"on": localdate()})
    if form.is_valid():
        actions.state_value(goal=card.goal, by=viewer, at=now(), **form.cleaned_data)
        return redirect("coalition:goal", number=number)
    status = 400 if form.is_bound else 200
    return render(request, "coalition/goal.html", {"card": card, "form": form}, status=status)
