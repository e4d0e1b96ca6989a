"""Groups, one group with its roster and calendar, one meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.workgroups.actions import groups as actions
from kinbridge.workgroups.actions.doors import NotTheLead, NotYet, convenes, leads
from kinbridge.workgroups.forms import groups as forms
from kinbridge.workgroups.models import Group, Meeting
from kinbridge.workgroups.reading import groups as reading
from kinbridge.workgroups.reading.calendar import calendar_of
from kinbridge.workgroups.reading.practices import waiting_votes
from kinbridge.workgroups.reading.rounds import waiting_rounds


def group_or_404(pk: int, viewer: Viewer) -> Group:
    return found_or_404(reading.find_group(pk, by=viewer))


def meeting_or_404(pk: int, viewer: Viewer) -> Meeting:
    return found_or_404(reading.find_meeting(pk, by=viewer))


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """All groups, and what waits for the viewer; a POST by a convener starts one."""
    form = forms.GroupForm(request.POST or None, now=now()) if convenes(viewer) else None
    if request.method == "POST" and form is None:
        raise NotTheLead
    if form is not None and form.is_valid():
        facts = dict(form.cleaned_data)
        rhythm, lead = facts.pop("rhythm"), User.objects.get(pk=viewer.worker)
        try:
            group = actions.start(facts=facts, rhythm=rhythm, lead=lead, by=viewer, at=now())
        except actions.AlreadyThere as trouble:
            form.add_error("name", str(trouble))
        else:
            return redirect("workgroups:group", pk=group.pk)
    context = {
        "cards": reading.group_cards(by=viewer, at=now()),
        "votes": waiting_votes(by=viewer, at=now()),
        "rounds": waiting_rounds(by=viewer, at=now()),
        "form": form,
        "here": "groups",
    }
    return render(request, "workgroups/list.html", context, status=status_of(form))


@staff_page
def group(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    page = reading.open_group(group_or_404(pk, viewer), by=viewer, at=now())
    return render(request, "workgroups/group.html", {"page": page, "group": page.group, "today": localdate()})


@require_POST
@staff_page
def plan_on(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    planned = actions.plan_on(group=group_or_404(pk, viewer), by=viewer, at=now())
    messages.success(request, f"{planned} more meetings are planned.")
    return redirect("workgroups:group", pk=pk)


@staff_page
def roster(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """Everyone in the group, by sector; a POST by its lead gives a seat."""
    group = group_or_404(pk, viewer)
    form = forms.SeatForm(request.POST or None, coalition_id=viewer.coalition_id) if leads(group, by=viewer) else None
    if request.method == "POST" and form is None:
        raise NotTheLead
    if form is not None and form.is_valid():
        try:
            actions.give_seat(group=group, facts={**form.facts(), "since": localdate()}, by=viewer, at=now())
        except actions.AlreadyThere as trouble:
            form.add_error("account", str(trouble))
        else:
            return redirect("workgroups:roster", pk=pk)
    context = {"group": group, "seats": reading.roster(group, on=localdate()), "form": form}
    return render(request, "workgroups/roster.html", context, status=status_of(form))


@require_POST
@staff_page
def end_seat(request: HttpRequest, *, viewer: Viewer, pk: int, member: int) -> HttpResponse:
    found = found_or_404(reading.find_member(member, group=group_or_404(pk, viewer)))
    actions.end_seat(member=found, by=viewer, at=now())
    return redirect("workgroups:roster", pk=pk)


@require_safe
@staff_page
def calendar(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    group = group_or_404(pk, viewer)
    address = request.build_absolute_uri(reverse("workgroups:group", args=[pk]))
    return HttpResponse(
        calendar_of(group, address=address, at=now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="group-{group.pk}.ics"'},
    )


@staff_page
def meeting(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One meeting. A POST by the group's lead sets the agenda, says who came, writes minutes or a decision."""
    meeting = meeting_or_404(pk, viewer)
    if request.method == "POST" and not leads(meeting.group, by=viewer):
        raise NotTheLead
    asked, sent = request.POST.get("form"), dict.fromkeys(("agenda", "off", "came", "minutes", "decision"))
    sent |= {asked: request.POST} if asked in sent else {}
    members = reading.members_then(meeting)
    came = list(meeting.attendance.values_list("member", flat=True))
    last = meeting.versions.order_by("-version").first()
    agenda = forms.AgendaForm(sent["agenda"], prefix="agenda", initial={"agenda": meeting.agenda})
    off = forms.CallOffForm(sent["off"], prefix="off")
    attendance = forms.AttendanceForm(sent["came"], prefix="came", members=members, initial={"came": came})
    minutes = forms.MinutesForm(sent["minutes"], prefix="minutes", initial={"text": last.text if last else ""})
    decision = forms.OwnedForm(sent["decision"], prefix="decision", members=members, today=localdate())
    verbs = {
        "agenda": (agenda, actions.set_agenda),
        "off": (off, actions.call_off),
        "came": (attendance, actions.write_attendance),
        "minutes": (minutes, actions.write_minutes),
        "decision": (decision, actions.decide),
    }
    if asked in verbs and verbs[asked][0].is_valid():
        form, verb = verbs[asked]
        try:
            verb(meeting=meeting, by=viewer, at=now(), **form.cleaned_data)  # type: ignore[operator]
        except NotYet as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("workgroups:meeting", pk=pk)
    page = reading.open_meeting(meeting, by=viewer, at=now())
    context = {"page": page, "meeting": meeting, "today": localdate()}
    context |= {"agenda": agenda, "off": off, "attendance": attendance, "minutes": minutes, "decision": decision}
    return render(request, "workgroups/meeting.html", context, status=400 if request.method == "POST" else 200)


@staff_page
def carry_out(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """Its owner, or the group's lead, says that a decision was carried out."""
    decision = found_or_404(reading.find_decision(pk, by=viewer))
    form = forms.OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.carry_out(decision=decision, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, "Carried out. The group's page and the minutes' page show it.")
        return redirect("workgroups:meeting", pk=decision.meeting_id)
    context = {"decision": decision, "form": form}
    return render(request, "workgroups/carry_out.html", context, status=400 if request.method == "POST" else 200)
