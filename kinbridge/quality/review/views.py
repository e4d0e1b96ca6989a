"""Case review: draw the sample of one's unit, read a family's record against the rubric, see what came of it."""

from __future__ import annotations

from secrets import randbelow

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page
from kinbridge.quality.review import actions, reading
from kinbridge.quality.review.forms import DrawForm, ReviewForm
from kinbridge.quality.review.rules import RUBRIC

SEEDS = 2**31


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    draws = actions.may_draw(viewer)
    form = DrawForm(request.POST or None, today=localdate()) if draws else None
    if form is not None and form.is_valid():
        try:
            sample = actions.draw_sample(
                **form.cleaned_data, seed=randbelow(SEEDS), by=viewer, on=localdate(), at=now()
            )
        except actions.AlreadyDrawn as trouble:
            form.add_error("quarter", str(trouble))
        else:
            messages.success(request, "Drawn by chance. Two people read each record, apart from each other.")
            return redirect("quality:sample", sample.pk)
    context = {
        "form": form,
        "rubric": RUBRIC,
        "samples": reading.samples(viewer),
        "quarters": reading.by_quarter(viewer),
    }
    return render(request, "quality/reviews.html", context, status=422 if form is not None and form.is_bound else 200)


@staff_page
def sample(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = found_or_404(reading.open_sample(pk=pk, by=viewer, on=localdate()))
    return render(request, "quality/sample.html", {"found": found, "viewer": viewer})


@staff_page
def review(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    sampled = found_or_404(reading.find(pk=pk, by=viewer, on=localdate()))
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        remark = form.cleaned_data["remark"].strip()
        actions.review(sampled=sampled, answers=form.answers, remark=remark, by=viewer, at=now())
        messages.success(request, "Written down. It stays as you said it.")
        return redirect("quality:sample", sampled.sample_id)
    context = {"sampled": sampled, "family": sampled.family, "form": form}
    return render(request, "quality/review.html", context, status=422 if form.is_bound else 200)
