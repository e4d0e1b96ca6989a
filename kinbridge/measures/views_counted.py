"""One page from which all that is counted is found, with the newest number of each, and why something is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from kinbridge.directory.models import Coalition, Viewer
from kinbridge.learning.doors import OVERSEE
from kinbridge.measures.board import Sheet, latest, sheets
from kinbridge.measures.charts import says
from kinbridge.measures.rules.counted import PARTS, Asked, Part
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS
from kinbridge.measures.tribes import approved
from kinbridge.people.pages import staff_page

NOT_YET = "Not enough data: not counted yet."
ALIKE = "Not enough data: it is not on record, or the same for every family."
ELSEWHERE = {
    "county": "A coalition serves one county; counties stand beside each other on a page of their own.",
    "tribe": "No tribe has approved that its people are counted as a group.",
}
Found = Mapping[str, Sheet]


@dataclass(frozen=True, slots=True)
class Cut:
    """Groups that measures are also told by: of how many measures, the first of them, or why of none."""

    title: str
    told: tuple[Measure, ...]
    why: str


@staff_page
def counted(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    release = latest(viewer.coalition_id)
    found = {} if release is None else {one.measure.key: one for these in sheets(release).values() for one in these}
    context = {
        "parts": [(part, list(_lines(part, found))) for part in PARTS],
        "cuts": list(_cuts(found, viewer)),
        "may_oversee": viewer.role in OVERSEE,
    }
    return render(request, "measures/counted.html", context)


def _lines(part: Part, found: Found) -> Iterator[tuple[Asked, list[tuple[Measure, str]]]]:
    for line in part.lines:
        yield line, [(one, _said(found.get(one.key))) for one in line.measures]


def _said(one: Sheet | None) -> str:
    """The newest year's first number; or why there is none."""
    return NOT_YET if one is None else one.trouble or says(one.year.everyone)


def _cuts(found: Found, viewer: Viewer) -> Iterator[Cut]:
    agreed = approved(coalition=Coalition.objects.get(pk=viewer.coalition_id), on=localdate()).tribes
    for cut, title in CUTS.items():
        told = tuple(one.measure for one in found.values() if cut in one.year.cuts)
        why = ALIKE if cut == "tribe" and agreed else ELSEWHERE.get(cut, ALIKE)
        yield Cut(title, told, "" if told else why)
