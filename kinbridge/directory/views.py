"""Find a service, see a program and a service, and let a program say what is open."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.core.vocabulary import Regime
from kinbridge.directory import actions, reading
from kinbridge.directory.evidence.reading import practice_given_by
from kinbridge.directory.finding import CLOSE, SHOWN, explain, find_services, left_out
from kinbridge.directory.forms import CapacityForm, FitForm, NeedsForm, RegimeForm, StatusForm, TermsForm
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, signed_in_page, staff_page, status_of
from kinbridge.directory.running import set_status
from kinbridge.directory.stating import state_terms, terms_of


@signed_in_page
def services(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = NeedsForm(request.GET or None)
    needs = form.needs()
    page = page_number(request)
    search = find_services(
        needs=needs,
        coalition_id=viewer.coalition_id,
        at=now(),
        start=(page - 1) * SHOWN,
        close=CLOSE if form.is_bound and page == 1 else 0,
    )
    context = {
        "form": form,
        "search": search,
        "asked": asked(request),
        "previous_url": address_of(request, page - 1) if page > 1 else "",
        "next_url": address_of(request, page + 1) if search.total > page * SHOWN else "",
    }
    template = "directory/_found.html" if request.htmx else "directory/services.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def address_of(request: HttpRequest, page: int) -> str:
    """The same search, another page of it."""
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"


def asked(request: HttpRequest) -> str:
    """What was searched for, to be carried on to another page."""
    query = request.GET.copy()
    for name in ("page", "by"):
        query.pop(name, None)
    return query.urlencode()


@signed_in_page
def not_fitting(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Every service that the search left out, under the first question that says no."""
    form, page = NeedsForm(request.GET or None), page_number(request)
    found = left_out(
        needs=form.needs(),
        by=request.GET.get("by", ""),
        coalition_id=viewer.coalition_id,
        at=now(),
        start=(page - 1) * SHOWN,
    )
    context = {
        "found": found,
        "asked": asked(request),
        "previous_url": address_of(request, page - 1) if page > 1 else "",
        "next_url": address_of(request, page + 1) if found.group and found.group.count > page * SHOWN else "",
    }
    return render(request, "directory/not_fitting.html", context)


@signed_in_page
def organization(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    found = found_or_404(reading.open_organization(pk=pk, by=viewer))
    return render(request, "directory/organization.html", {"found": found, "organization": found.organization})


@signed_in_page
def service(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    found = found_or_404(reading.open_service(pk=pk, by=viewer, at=now()))
    form = NeedsForm(request.GET or None)
    context = {"found": found, "service": found.service, "asked": asked(request)}
    context["match"] = explain(service=found.service, needs=form.needs(), at=now()) if form.is_bound else None
    context["practice"] = practice_given_by(found.service)
    context["status_form"] = StatusForm(initial={"status": found.service.status}) if found.may_state else None
    return render(request, "directory/service.html", context)


@require_POST
@staff_page
def status(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """Whether the service runs. One that ends is found no more, and opens again the gaps that it had closed."""
    found = found_or_404(reading.open_service(pk=pk, by=viewer, at=now()))
    form = StatusForm(request.POST)
    if not form.is_valid():
        context = {"found": found, "service": found.service, "status_form": form}
        return render(request, "directory/service.html", context, status=400)
    set_status(service=found.service, status=form.cleaned_data["status"], by=viewer, at=now())
    return redirect("directory:service", pk=pk)


@signed_in_page
def program(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    found = found_or_404(reading.open_program(pk=pk, by=viewer, at=now()))
    context = {"found": found, "program": found.program}
    context["capacity"] = CapacityForm() if found.may_state else None
    context["regimes"] = RegimeForm(initial={"regimes": found.program.regimes}) if found.may_attest else None
    return render(request, "directory/program.html", context)


@require_POST
@staff_page
def state(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """State open places; NotYours answers 403 with its own sentence."""
    found = found_or_404(reading.open_program(pk=pk, by=viewer, at=now()))
    form = CapacityForm(request.POST)
    if not form.is_valid():
        context = {"found": found, "program": found.program, "capacity": form, "regimes": None}
        return render(request, "directory/program.html", context, status=400)
    actions.state_capacity(of=found.program, by=viewer, at=now(), **form.cleaned_data)
    return redirect("directory:program", pk=pk)


@require_POST
@staff_page
def still_true(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    capacity = reading.find_capacity(pk=pk, by=viewer)
    if capacity is None or capacity.program_id is None:
        raise Http404
    actions.still_true(capacity=capacity, by=viewer, at=now())
    return redirect("directory:program", pk=capacity.program_id)


@require_POST
@staff_page
def attest(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    found = found_or_404(reading.open_program(pk=pk, by=viewer, at=now()))
    form = RegimeForm(request.POST)
    if not form.is_valid():
        context = {"found": found, "program": found.program, "capacity": None, "regimes": form}
        return render(request, "directory/program.html", context, status=400)
    regimes = [Regime(code) for code in form.cleaned_data["regimes"]]
    actions.attest_regime(program=found.program, regimes=regimes, by=viewer, at=now())
    return redirect("directory:program", pk=pk)


@staff_page
def fit(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """Whom a service fits, stated by those who give it."""
    found = found_or_404(reading.open_service(pk=pk, by=viewer, at=now()))
    actions.must_state(viewer, of=found.service)
    form = FitForm(request.POST) if request.method == "POST" else FitForm.of(found.service)
    if form.is_valid():
        actions.state_fit(service=found.service, facts=form.cleaned_data, by=viewer, at=now())
        return redirect("directory:service", pk=pk)
    context = {"form": form, "service": found.service, "terms": TermsForm(said=terms_of(found.service))}
    return render(request, "directory/fit.html", context, status=status_of(form))


@require_POST
@staff_page
def terms(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """The rest of whom it fits: practice, level, access, rides."""
    found = found_or_404(reading.open_service(pk=pk, by=viewer, at=now()))
    form = TermsForm(request.POST, said={})
    if not form.is_valid():
        context = {"form": FitForm.of(found.service), "service": found.service, "terms": form}
        return render(request, "directory/fit.html", context, status=400)
    state_terms(service=found.service, said=form.said(), kinds=TermsForm.KINDS, by=viewer, at=now())
    return redirect("directory:service", pk=pk)


@require_POST
@staff_page
def confidential(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """Hide a place, or show it again: `hide` is yes or no."""
    location = found_or_404(reading.find_location(pk=pk, by=viewer))
    verb = actions.make_public if request.POST.get("hide") == "no" else actions.keep_confidential
    verb(location=location, by=viewer, at=now())
    return redirect("directory:organization", pk=viewer.organization_id)
