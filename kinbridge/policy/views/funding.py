"""Sources of money, what they pay, how long it lasts, and a report for a funder."""

from __future__ import annotations

import csv
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.policy.actions import funding as actions
from kinbridge.policy.actions.authority import keeps, must_keep
from kinbridge.policy.forms import EndForm, ReportForm, ShareForm, SourceForm
from kinbridge.policy.models import Source
from kinbridge.policy.reading import funding as reading
from kinbridge.policy.rules.levers import levers


@staff_page
def braid(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.braid(by=viewer, on=localdate())
    return render(request, "policy/funding.html", {"braid": found, "here": "funding"})


@staff_page
def streams(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "policy/streams.html", {"streams": levers().values()})


@staff_page
def add(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    must_keep(viewer)
    form = SourceForm(request.POST or None)
    if form.is_valid():
        made = actions.add_source(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("policy:source", pk=made.pk)
    return render(request, "policy/add_source.html", {"form": form}, status=status_of(form))


def _source(viewer: Viewer, pk: int) -> Source:
    return found_or_404(reading.find_source(pk=pk, by=viewer))


@staff_page
def source(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _page(request, viewer, _source(viewer, pk))


@require_POST
@staff_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    found = _source(viewer, pk)
    form = EndForm(request.POST, starts=found.starts)
    if not form.is_valid():
        return _page(request, viewer, found, end_form=form)
    actions.change_end(source=found, by=viewer, at=now(), **form.cleaned_data)
    return redirect("policy:source", pk=pk)


@require_POST
@staff_page
def share(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    found = _source(viewer, pk)
    form = ShareForm(request.POST, source=found)
    if not form.is_valid():
        return _page(request, viewer, found, share_form=form)
    actions.share_out(source=found, by=viewer, at=now(), **form.cleaned_data)
    return redirect("policy:source", pk=pk)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    found: Source,
    *,
    end_form: forms.Form | None = None,
    share_form: forms.Form | None = None,
) -> HttpResponse:
    context: dict[str, object] = {"source": found, "shares": found.shares.select_related("program").order_by("pk")}
    if keeps(viewer):
        context["end_form"] = end_form or EndForm(starts=found.starts, initial={"ends": found.ends})
        context["share_form"] = share_form or ShareForm(source=found, auto_id="id_share_%s")
    return render(request, "policy/source.html", context, status=400 if end_form or share_form else 200)


def _span(request: HttpRequest) -> tuple[ReportForm, date, date]:
    """The days that were asked for; this year so far where none were."""
    today = localdate()
    asked = "since" in request.GET or "until" in request.GET
    first = {"since": today.replace(month=1, day=1), "until": today}
    form = ReportForm(request.GET if asked else None, initial=first)
    days = form.cleaned_data if form.is_valid() else first
    return form, days["since"], days["until"]


@staff_page
def report(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _source(viewer, pk)
    form, since, until = _span(request)
    told = reading.report(source=found, since=since, until=until)
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "policy/report.html", {"report": told, "form": form}, status=status)


@staff_page
def report_csv(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    _form, since, until = _span(request)
    told = reading.report(source=_source(viewer, pk), since=since, until=until)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hours.csv"'
    lines = csv.writer(response)
    lines.writerow(("source", "from", "to", "who", "hours"))
    lines.writerows((_safe(told.source.name), since, until, _safe(one.who), one.hours) for one in told.hours)
    return response


def _safe(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
