"""The strategy, its lines, its logic model, its one page, and what moved."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate, now

from kinbridge.coalition import actions
from kinbridge.coalition.forms.strategy import EARLIEST, LineForm, ReadingForm, people_at_work
from kinbridge.coalition.logic_model import logic_model
from kinbridge.coalition.models import Goal, Line
from kinbridge.coalition.momentum import momentum
from kinbridge.coalition.one_page_pdf import as_pdf
from kinbridge.coalition.reading.strategy import open_line
from kinbridge.coalition.reading.strategy import strategy as read_strategy
from kinbridge.coalition.rules.strategy import BELOW
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of

WEEK = timedelta(days=7)


@staff_page
def strategy(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = read_strategy(by=viewer, on=localdate())
    return render(request, "coalition/strategy.html", {"strategy": found, "here": "strategy"})


@staff_page
def logic(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = logic_model(read_strategy(by=viewer, on=localdate()))
    return render(request, "coalition/logic.html", {"goals": found, "here": "logic"})


@staff_page
def one_page(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """To print: one page, however much there is."""
    found = read_strategy(by=viewer, on=localdate())
    answer = HttpResponse(as_pdf(found, by=viewer, on=localdate()), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="strategy.pdf"'
    return answer


@staff_page
def moved(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """What moved since a day: the last meeting's, or a week ago."""
    today = localdate()
    since = _day(request.GET.get("since", "")) or today - WEEK
    found = momentum(by=viewer, since=min(max(since, EARLIEST), today), on=today)
    return render(request, "coalition/momentum.html", {"found": found, "today": today, "here": "moved"})


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@staff_page
def add_objective(request: HttpRequest, *, viewer: Viewer, number: int) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.select_related("indicator"), coalition=viewer.coalition_id, number=number)
    return _add(request, viewer, goal)


@staff_page
def add(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    lines = Line.objects.select_related("goal", "parent__parent")
    return _add(request, viewer, get_object_or_404(lines, coalition=viewer.coalition_id, pk=pk))


def _add(request: HttpRequest, viewer: Viewer, under: Goal | Line) -> HttpResponse:
    kind = found_or_404(BELOW.get(under.kind if isinstance(under, Line) else ""))
    if not actions.may_change(of=under, by=viewer):
        raise actions.NotTheirs("The coalition's coordinator writes here, or whoever answers for what it stands under.")
    people = people_at_work(viewer.coalition_id, on=localdate())
    form = LineForm(request.POST or None, kind=kind, people=people)
    if form.is_valid():
        line = actions.write_line(under=under, facts=form.facts(), indicator=form.indicator(), by=viewer, at=now())
        return redirect("coalition:line", pk=line.pk)
    context = {"form": form, "under": under, "kind": kind.value}
    return render(request, "coalition/add.html", context, status=status_of(form))


@staff_page
def line(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """A line with its history. Values of an objective are stated here."""
    page = found_or_404(open_line(pk=pk, by=viewer, on=localdate()))
    indicator = page.row.line.indicator
    form = None
    if page.may_change and indicator is not None and not indicator.measure:
        form = ReadingForm(request.POST or None, today=localdate(), initial={"on": localdate()})
    if request.method == "POST" and (form is None or indicator is None):
        raise actions.NotTheirs("Whoever answers for it states its value.")
    if form is not None and indicator is not None and form.is_valid():
        actions.state_value(indicator=indicator, by=viewer, at=now(), **form.cleaned_data)
        return redirect("coalition:line", pk=pk)
    return render(request, "coalition/line.html", {"page": page, "form": form}, status=status_of(form))


@staff_page
def change(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    lines = Line.objects.select_related("goal", "indicator", "owner", "parent__parent")
    found = get_object_or_404(lines, coalition=viewer.coalition_id, pk=pk)
    if not actions.may_change(of=found, by=viewer):
        raise actions.NotTheirs("The coalition's coordinator changes this, or whoever answers for it.")
    people = people_at_work(viewer.coalition_id, on=localdate())
    form = LineForm(request.POST or None, kind=found.kind, people=people, line=found)
    status = status_of(form)
    if form.is_valid():
        given = {"version": form.cleaned_data["version"], "why": form.cleaned_data["why"]}
        try:
            actions.change_line(
                line=found, facts=form.facts(), indicator=form.indicator(), by=viewer, at=now(), **given
            )
            return redirect("coalition:line", pk=pk)
        except actions.ChangedMeanwhile as error:
            form.refuse(error)
            status = 409
    return render(request, "coalition/change.html", {"form": form, "line": found}, status=status)
