"""The register of policies, one policy, and the rules of the program that policies touch."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.disclosure.signing import READERS
from kinbridge.policy.actions import changes as actions
from kinbridge.policy.actions.authority import must_keep
from kinbridge.policy.forms import LookForm, MoveForm, PolicyForm
from kinbridge.policy.reading import changes as reading


@staff_page
def register(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found, today = reading.register(by=viewer), localdate()
    context = {"register": found, "ahead": reading.taking_effect(by=viewer, on=today), "here": "register"}
    return render(request, "policy/register.html", context)


@staff_page
def draft(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    must_keep(viewer)
    form = PolicyForm(request.POST or None, by=viewer, on=localdate())
    if form.is_valid():
        made = actions.draft(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("policy:policy", pk=made.pk)
    return render(request, "policy/draft.html", {"form": form}, status=status_of(form))


@staff_page
def policy(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _policy(request, viewer, pk)


@require_POST
@staff_page
def move(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    page = found_or_404(reading.open_policy(pk=pk, by=viewer))
    form = MoveForm(request.POST, ways=page.next)
    if not form.is_valid():
        return _policy(request, viewer, pk, move_form=form)
    actions.move(policy=page.row.policy, by=viewer, at=now(), **form.cleaned_data)
    return redirect("policy:policy", pk=pk)


@require_POST
@staff_page
def look(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    page = found_or_404(reading.open_policy(pk=pk, by=viewer))
    if not page.may_look:
        raise PermissionDenied("An administrator or counsel looks at the rules, once the policy was adopted.")
    form = LookForm(request.POST, rules=page.row.policy.rules)
    if not form.is_valid():
        return _policy(request, viewer, pk, look_form=form)
    actions.look_at(policy=page.row.policy, by=viewer, at=now(), **form.cleaned_data)
    return redirect("policy:policy", pk=pk)


def _policy(
    request: HttpRequest,
    viewer: Viewer,
    pk: int,
    *,
    move_form: MoveForm | None = None,
    look_form: LookForm | None = None,
) -> HttpResponse:
    page = found_or_404(reading.open_policy(pk=pk, by=viewer))
    sent_back = move_form or look_form
    if page.may_keep and move_form is None:
        move_form = MoveForm(ways=page.next, initial={"on": localdate()})
    if page.may_look and page.rules and look_form is None:
        look_form = LookForm(rules=page.row.policy.rules, auto_id="id_look_%s")
    context = {"page": page, "move_form": move_form, "look_form": look_form, "reads_law": viewer.role in READERS}
    return render(request, "policy/policy.html", context, status=400 if sent_back else 200)


@staff_page
def rules(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    return render(request, "policy/rules.html", {"rules": reading.found_rules(words), "words": words})


@staff_page
def rule(request: HttpRequest, *, viewer: Viewer, rule: str) -> HttpResponse:
    """One rule as the program has it, and which policies touch it."""
    found = found_or_404(next((one for one in reading.found_rules("") if one.id == rule), None))
    context = {"rule": found, "rows": reading.policies_on(rule, by=viewer), "reads_law": viewer.role in READERS}
    return render(request, "policy/rule.html", context)
