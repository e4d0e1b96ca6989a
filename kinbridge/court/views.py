"""The docket, a family's court page and its report; an order written down, and the referral that follows it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from kinbridge.chart.actions import NotAttested
from kinbridge.chart.models import Entry
from kinbridge.core.vocabulary import CHILD_WELFARE
from kinbridge.court import actions, reading
from kinbridge.court.forms import OrderForm, ReferForm
from kinbridge.court.pdf import as_pdf
from kinbridge.court.reading import COURTS
from kinbridge.directory.finding import find_services
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.directory.rules.facts import Needs
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import workers_page
from kinbridge.referrals.actions import NotPermitted, Request

DOCKET_DAYS = 30
FITTING = 20


def _must_be(viewer: Viewer, kinds: frozenset[object], who: str) -> None:
    if viewer.organization_kind not in kinds:
        raise PermissionDenied(_("This page is for %(who)s in the case.") % {"who": who})


@staff_page
def docket(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    _must_be(viewer, COURTS, _("the court and those who speak for the child"))
    found = reading.docket(by=viewer, at=now(), days=DOCKET_DAYS)
    return render(request, "court/docket.html", {"ahead": found, "days": DOCKET_DAYS, "today": localdate()})


@workers_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    _must_be(viewer, COURTS | CHILD_WELFARE, _("the court and the child welfare agency"))
    context = {"family": family, "here": "court", "today": localdate()}
    if viewer.organization_kind in CHILD_WELFARE:
        context |= {"orders": reading.orders_of(family=family, by=viewer, at=now())}
        return render(request, "court/orders.html", context)
    page = reading.court_page(family=family, by=viewer, at=now())
    may_order = viewer.organization_kind in {"court", "tribal_court"}
    return render(request, "court/show.html", context | {"page": page, "may_order": may_order})


@workers_page
def report(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    _must_be(viewer, COURTS, _("the court and those who speak for the child"))
    page = reading.court_page(family=family, by=viewer, at=now(), act="court.report_printed")
    response = HttpResponse(as_pdf(page, family=family, by=viewer), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="court-report.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@workers_page
def order(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    _must_be(viewer, frozenset({"court", "tribal_court"}), _("the court"))
    people = members_of(family=family, by=viewer, on=localdate())
    form = OrderForm(request.POST or None, initial={"on": localdate()}, people=people, today=localdate())
    if form.is_valid():
        try:
            actions.order_service(family=family, by=viewer, at=now(), **form.cleaned_data)
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, _("Written down. The agency in the case has it as a due date."))
            return redirect("court:show", family.key)
    context = {"family": family, "here": "court", "form": form}
    return render(request, "court/order.html", context, status=status_of(form))


@workers_page
def refer(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    _must_be(viewer, CHILD_WELFARE, _("the child welfare agency"))
    ordered = found_or_404(
        next((one for one in reading.orders_of(family=family, by=viewer, at=now()) if one.id == pk), None)
    )
    entry = get_object_or_404(Entry, pk=pk, family=family)
    needs = Needs(category=entry.body["service"])
    found = find_services(needs=needs, coalition_id=family.coalition_id, at=now(), in_programs_only=True).found
    programs = [one.service.program for one in found[:FITTING] if one.service.program is not None]
    form = ReferForm(request.POST or None, programs=programs)
    context = {"family": family, "order": ordered, "form": form, "found": bool(programs), "today": localdate()}
    if form.is_valid():
        asked = Request(
            person=Person.objects.get(pk=ordered.person_id),
            to_program=form.cleaned_data["program"],
            service=ordered.service[:80],
            message=form.cleaned_data["message"],
        )
        try:
            sent = actions.refer_as_ordered(order=entry, family=family, request=asked, by=viewer, at=now())
        except NotPermitted as refusal:
            context |= {"decision": refusal.decision, "person": asked.person, "program": asked.to_program}
            return render(request, "court/refer.html", context, status=403)
        return redirect("referrals:show", pk=sent.pk)
    return render(request, "court/refer.html", context, status=status_of(form))
