"""What units did before and after a course, and having it counted again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.learning.doors import OVERSEE, kept_for
from kinbridge.learning.rules.courses import courses
from kinbridge.uptake import actions
from kinbridge.uptake.reading import uptake

COUNT = OVERSEE - {Role.SUPERVISOR}
USUAL = "talking"


@kept_for(OVERSEE, who="trainers, supervisors and the coalition's office")
def show(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    known = courses()
    chosen = known.get(request.GET.get("course", ""), known[USUAL])
    context = {
        "uptake": uptake(chosen, by=viewer),
        "courses": known.values(),
        "may_count": viewer.role in COUNT,
    }
    return render(request, "uptake/show.html", context)


@require_POST
@kept_for(OVERSEE, who="trainers, supervisors and the coalition's office")
def count(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if viewer.role not in COUNT:
        raise PermissionDenied("Trainers, evaluators and the coalition's office have this counted.")
    course = courses().get(request.POST.get("course", ""), courses()[USUAL])
    actions.count(course=course.key, by=viewer, at=now())
    return redirect(f"{reverse('uptake:show')}?course={course.key}")
