"""Planning sessions, one of them, and its plan as PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.workgroups.actions import planning as actions
from kinbridge.workgroups.actions.doors import NotTheLead, NotYet
from kinbridge.workgroups.forms import planning as forms
from kinbridge.workgroups.models import Session
from kinbridge.workgroups.plan_pdf import as_pdf
from kinbridge.workgroups.reading import planning as reading
from kinbridge.workgroups.reading.groups import members_now
from kinbridge.workgroups.reading.practices import led_groups

VERBS: dict[str, Callable[..., object]] = {
    "answer": actions.answer,
    "missing": actions.name_missing,
    "dots": actions.put_dots,
    "agree": actions.agree,
    "close": actions.close,
}


def session_or_404(pk: int, viewer: Viewer) -> Session:
    return found_or_404(reading.find_session(pk, by=viewer))


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    groups = led_groups(by=viewer)
    form = forms.SessionForm(request.POST or None, groups=groups, today=localdate()) if groups else None
    if request.method == "POST" and form is None:
        raise NotTheLead
    if form is not None and form.is_valid():
        session = actions.begin(by=viewer, at=now(), **form.cleaned_data)
        return redirect("workgroups:session", pk=session.pk)
    context = {"sessions": reading.sessions(by=viewer), "form": form, "here": "planning"}
    return render(request, "workgroups/sessions.html", context, status=status_of(form))


@staff_page
def session(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One session. A POST answers, names what is missing, puts dots, agrees an action, or closes it."""
    session = session_or_404(pk, viewer)
    page = reading.open_session(session, by=viewer, at=now())
    asked = request.POST.get("form", "")
    sent = {name: request.POST if asked == name else None for name in VERBS}
    members, today = members_now(session.group, on=localdate()), localdate()
    shown: dict[str, Any] = {
        "answer": forms.AnswerForm(sent["answer"], prefix="answer"),
        "missing": forms.MissingForm(sent["missing"], prefix="missing", gaps=reading.gaps_at(session)),
        "dots": forms.DotsForm(sent["dots"], prefix="dots", missing=page.missing),
        "agree": forms.AgreeForm(sent["agree"], prefix="agree", missing=page.missing, members=members, today=today),
        "close": forms.CloseForm(sent["close"], prefix="close"),
    }
    if asked in VERBS and shown[asked].is_valid():
        try:
            VERBS[asked](session=session, by=viewer, at=now(), **shown[asked].said())
        except NotYet as trouble:
            messages.error(request, str(trouble))
        else:
            return redirect("workgroups:session", pk=pk)
    context = {"page": page, "session": session, **shown}
    return render(request, "workgroups/session.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@staff_page
def finish(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    action = found_or_404(reading.find_action(pk, by=viewer))
    actions.finish(action=action, by=viewer, at=now())
    return redirect("workgroups:session", pk=action.item.session_id)


@require_safe
@staff_page
def plan(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    page = reading.open_session(session_or_404(pk, viewer), by=viewer, at=now())
    return HttpResponse(
        as_pdf(page, coalition=viewer.coalition_name),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="plan-{pk}.pdf"'},
    )
