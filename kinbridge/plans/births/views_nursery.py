"""The baby's day, going home with a packet, and the page of a program that received one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import staff_page
from kinbridge.plans import actions as plans
from kinbridge.plans import going_home
from kinbridge.plans.births import nursery, packets, reading
from kinbridge.plans.births.forms import AfterBirthForm, DayForm, ToForm
from kinbridge.plans.births.pages import birth_page


@birth_page
def day(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    form = DayForm(request.POST or None, at=now(), born=infant.birth_date)
    if infant.birth_date is not None and form.is_bound and form.is_valid():
        nursery.record_day(person=infant, facts=form.facts(), occurred_at=form.moment(), by=viewer, at=now())
        return redirect("births:day", key=family.key, pk=infant.pk)
    stay = nursery.stay(infant=infant, by=viewer, at=now())
    context = {"family": family, "infant": infant, "stay": stay, "form": form, "here": "births"}
    return render(request, "births/day.html", context, status=status_of(form))


@birth_page
def home(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    form = AfterBirthForm(request.POST or None)
    if form.is_bound and form.is_valid():
        at, mother = now(), infant.carried_in.parent if infant.carried_in is not None else None
        nursery.record_day(person=infant, facts=form.of_baby(), occurred_at=at, by=viewer, at=at)
        if mother is not None:
            nursery.record_day(person=mother, facts=form.of_mother(), occurred_at=at, by=viewer, at=at)
        return redirect("births:home", key=family.key, pk=infant.pk)
    birth = reading.open_birth(infant=infant, by=viewer, at=now())
    items = nursery.before_home(infant=infant, by=viewer, at=now(), medicated=birth.medicated)
    version = packets.newest(infant)
    plan = version.plan if version is not None and going_home.may_say(version.plan, viewer) else None
    context = {"family": family, "infant": infant, "items": items, "form": form, "plan": plan, "here": "births"}
    return render(request, "births/home.html", context, status=status_of(form))


@birth_page
def packet(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    form = ToForm(request.POST or None, coalition_id=viewer.coalition_id)
    context: dict[str, object] = {"family": family, "infant": infant, "form": form, "here": "births"}
    version = packets.newest(infant)
    leads = version is not None and version.plan.program_id == viewer.program_id
    status = 200
    if form.is_bound:
        if version is None or not leads:
            raise Http404
        status = 400
        if form.is_valid():
            program = form.cleaned_data["program"]
            try:
                packets.hand_over(infant=infant, version=version, program=program, by=viewer, at=now())
            except plans.Refused as refusal:
                context |= {"decision": refusal.decision, "to": program}
                status = 403
            else:
                return redirect("births:packet", key=family.key, pk=infant.pk)
    context |= {"packet": packets.prepare(infant=infant, by=viewer, at=now()), "leads": leads}
    return render(request, "births/packet.html", context, status=status)


@staff_page
def received(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    copy = found_or_404(packets.received(pk=pk, by=viewer))
    return render(request, "births/received.html", {"copy": copy, "family": copy.version.plan.family})
