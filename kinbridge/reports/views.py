"""The list of reports, the annual report and a funder's, from preview to release."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page
from kinbridge.measures.models import Release
from kinbridge.reports import actions, making
from kinbridge.reports.csv_file import download
from kinbridge.reports.forms import CaptaForm, FunderForm
from kinbridge.reports.models import Report
from kinbridge.reports.pdf import as_pdf
from kinbridge.reports.reading import find_report, release_for, reports
from kinbridge.reports.rules.document import Document, rows
from kinbridge.reports.words import stages

KEEPERS_ONLY = "The coalition's coordinator, evaluator or privacy officer makes reports. Ask them for one."


@staff_page
def index(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reports(viewer)
    return render(request, "reports/index.html", {"reports": found, "may_keep": actions.keeps(viewer)})


@staff_page
def capta(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """GET shows the year that was asked for as it would be made; POST makes it."""
    release = _release(request, viewer)
    years = making.years(release) if release is not None else {}
    given = request.POST or request.GET or {"year": next(iter(years), "")}
    form = CaptaForm(given, years=years)
    document = making.capta(release, last=form.cleaned_data["year"]) if release and form.is_valid() else None
    return _preview(request, viewer, "reports/capta.html", Report.Kind.CAPTA, form, release, document)


@staff_page
def funder(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """GET shows what was chosen as it would be made; POST makes it."""
    release = _release(request, viewer)
    form = FunderForm(request.POST or request.GET or None)
    document = making.funders(release, **form.cleaned_data) if release and form.is_valid() else None
    return _preview(request, viewer, "reports/funder.html", Report.Kind.FUNDER, form, release, document)


def _release(request: HttpRequest, viewer: Viewer) -> Release | None:
    """The newest; a report that is being made rests on the one that was previewed."""
    if not actions.keeps(viewer):
        raise PermissionDenied(KEEPERS_ONLY)
    named = request.POST.get("release", "")
    return release_for(viewer, pk=int(named) if named.isdecimal() and len(named) < 10 else None)


def _preview(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    kind: str,
    form: CaptaForm | FunderForm,
    release: Release | None,
    document: Document | None,
) -> HttpResponse:
    trouble = ""
    if request.method == "POST" and release is not None and document is not None:
        try:
            made = actions.prepare(
                kind=kind,
                document=document,
                release=release,
                previewed=request.POST.get("mark", ""),
                by=viewer,
                at=now(),
            )
        except actions.NotYet as why:
            trouble = str(why)
        else:
            return redirect("reports:show", pk=made.pk)
    kept = [(name, form[name].value()) for name in form.fields] if document is not None else []
    context = {
        "form": form,
        "release": release,
        "document": document,
        "trouble": trouble,
        "kept": [(name, value if isinstance(value, list) else [value]) for name, value in kept if value],
    }
    refused = form.is_bound and document is None and release is not None
    return render(request, template, context, status=400 if trouble or refused else 200)


# ── one report ───────────────────────────────────────────────────────────────


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    report = _report(viewer, pk)
    return render(request, "reports/show.html", _shown(report, viewer))


@staff_page
def print_out(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    report = _report(viewer, pk)
    answer = HttpResponse(as_pdf(report), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="report-{pk}.pdf"'
    return answer


@staff_page
def figures(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return download(rows(_report(viewer, pk).document), name=f"report-{pk}.csv")


@require_POST
@staff_page
def approve(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _step(request, viewer, pk, actions.approve, "Approved.")


@require_POST
@staff_page
def release(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _step(request, viewer, pk, actions.release, "Released: everyone at work here can read it.")


def _step(request: HttpRequest, viewer: Viewer, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    report = _report(viewer, pk)
    try:
        act(report=report, by=viewer, at=now())
    except actions.NotYet as why:
        return render(request, "reports/show.html", _shown(report, viewer) | {"trouble": str(why)}, status=400)
    messages.success(request, done)
    return redirect("reports:show", pk=pk)


def _report(viewer: Viewer, pk: int) -> Report:
    return found_or_404(find_report(pk=pk, by=viewer))


def _shown(report: Report, viewer: Viewer) -> dict[str, object]:
    keeps = actions.keeps(viewer)
    return {
        "report": report,
        "document": report.document,
        "stages": stages(report),
        "may_approve": keeps and report.approved_at is None and report.prepared_by_id != viewer.user_id,
        "may_release": keeps and report.approved_at is not None and report.released_at is None,
        "waits": keeps and report.approved_at is None and report.prepared_by_id == viewer.user_id,
    }
