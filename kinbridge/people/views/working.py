"""Who works with a family, when a program's work ends, and a person's own page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people import own_page, working
from kinbridge.people.actions import members_of
from kinbridge.people.forms import AssignForm, EndWorkForm, OwnPageForm
from kinbridge.people.keeping import may_keep
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import workers_page


@workers_page
def work(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    on = localdate()
    if not working.may_assign(family=family, by=viewer, on=on):
        raise PermissionDenied("A supervisor, or whoever works with the family now, passes the work on.")
    ending = "sure" in request.POST or request.POST.get("what") == "end"
    ours = working.our_work(family=family, by=viewer, on=on).select_related("worker").first()
    assign = AssignForm(
        request.POST if request.method == "POST" and not ending else None,
        colleagues=working.colleagues(by=viewer, on=on),
        initial={"worker": ours.worker_id if ours else None},
    )
    end = EndWorkForm(request.POST if ending else None)
    if assign.is_valid():
        working.assign(family=family, worker=assign.cleaned_data["worker"], by=viewer, at=now())
        messages.success(request, "Passed on.")
        return redirect("people:family", family.key)
    if end.is_valid():
        try:
            working.end_work(family=family, by=viewer, at=now())
        except working.LeadsStill as trouble:
            end.add_error(None, str(trouble))
        else:
            messages.success(request, "Ended. What was written down is kept.")
            return redirect("people:families")
    context = {"family": family, "here": "people", "assign": assign, "end": end}
    return render(request, "people/work.html", context, status=400 if request.method == "POST" else 200)


@workers_page
def own(request: HttpRequest, *, viewer: Viewer, family: Family, person: UUID) -> HttpResponse:
    one = _someone(viewer, family, person)
    form = OwnPageForm(request.POST or None, initial={"email": one.account.email if one.account else ""})
    if form.is_valid():
        try:
            path = own_page.open_page(person=one, email=form.cleaned_data["email"], by=viewer, at=now())
        except own_page.AddressInUse as trouble:
            form.add_error("email", str(trouble))
        else:
            context = {"family": family, "here": "people", "person": one, "address": request.build_absolute_uri(path)}
            return render(request, "people/own_link.html", context)
    context = {"family": family, "here": "people", "person": one, "form": form, "open": own_page.page_is_open(one)}
    return render(request, "people/own.html", context, status=status_of(form))


@require_POST
@workers_page
def close(request: HttpRequest, *, viewer: Viewer, family: Family, person: UUID) -> HttpResponse:
    if own_page.close_page(person=_someone(viewer, family, person), by=viewer, at=now()):
        messages.success(request, "Closed. Nobody reads anything by that account any more.")
    return redirect("people:family", family.key)


def _someone(viewer: Viewer, family: Family, key: UUID) -> Person:
    if not may_keep(family=family, by=viewer, on=localdate()):
        raise PermissionDenied("Whoever leads the work with the family opens a person's own page; ask them.")
    people = members_of(family=family, by=viewer, on=localdate())
    return found_or_404(next((each for each in people if each.key == key and own_page.may_have_page(each)), None))
