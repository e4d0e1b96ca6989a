"""Recovery meetings of the week, for anyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kinbridge.kit.forms_meetings import MeetingsForm
from kinbridge.kit.meetings import Held
from kinbridge.kit.meetings import meetings as held
from kinbridge.kit.reading import coalition_of


@never_cache
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    form = MeetingsForm(request.GET or None)
    coalition = coalition_of(getattr(request, "viewer", None))
    found = held(form.asked, coalition=coalition, today=localdate().weekday()) if coalition else []
    context = {"form": form, "coalition": coalition, "days": by_day(found)}
    return render(request, "kit/meetings.html", context, status=400 if form.errors else 200)


def by_day(found: list[Held]) -> list[tuple[str, list[Held]]]:
    """Under the name of each day, in the order they come; without a day, under an empty name."""
    days: dict[str, list[Held]] = {}
    for one in found:
        days.setdefault("" if one.day is None else str(WEEKDAYS[one.day]), []).append(one)
    return list(days.items())
