"""Write down that a plan was looked at again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import reading, reviews
from kinbridge.plans.forms_reviews import ReviewForm
from kinbridge.plans.purposes import leads


@family_page
def review(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or plan.home_on is None or plan.closed_on is not None or not reviews.may_review(plan, viewer):
        raise Http404
    shown = found_or_404(reading.open_plan(plan=plan, by=viewer, at=now()))
    today, waits = localdate(), shown.review
    first = {"name": waits.review.name if waits else "", "held_on": today}
    form = ReviewForm(request.POST or None, plan=plan, today=today, initial=first)
    if form.is_valid():
        row = reviews.hold(plan=plan, held=form.held(), by=viewer, at=now())
        return redirect(
            "plans:show" if row.still_true or not leads(plan, viewer) else "plans:write", key=family.key, pk=pk
        )
    context = {"family": family, "shown": shown, "form": form, "here": "plans", "today": today}
    return render(request, "plans/review.html", context, status=status_of(form))
