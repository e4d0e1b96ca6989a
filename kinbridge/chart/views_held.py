"""How much is on file about someone, for the preview of a consent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language

from kinbridge.chart.held import held as on_file
from kinbridge.chart.purposes import purpose_of
from kinbridge.consents.wording import category_words
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def held(request: HttpRequest, *, viewer: Viewer, family: Family, person: UUID) -> HttpResponse:
    at = now()
    members = members_of(family=family, by=viewer, on=day_of(at))
    someone = found_or_404(next((one for one in members if one.key == person), None))
    counted = on_file(family=family, person=someone, by=viewer, purpose=purpose_of(viewer), at=at)
    language = get_language() or "en"
    context = {
        "family": family,
        "person": someone,
        "held": [(category_words(one.category, language=language), one.source, one.count) for one in counted],
    }
    template = "chart/_held.html" if request.htmx else "chart/held.html"  # type: ignore[attr-defined]
    return render(request, template, context)
