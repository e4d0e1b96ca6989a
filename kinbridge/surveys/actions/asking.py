"""Open a wave of an anonymous survey, make the links to hand out, and close it for good."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import product

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.surveys.actions.answering import digest
from kinbridge.surveys.actions.keepers import must_keep
from kinbridge.surveys.models import Brought, Cut, Link, Tally, Turnout, Wave
from kinbridge.surveys.rules.anonymous import Told, told
from kinbridge.surveys.rules.groups import PLACE_WORDS, systems
from kinbridge.surveys.rules.instruments import OWN, UNSAID, Questions, score_of

APART_DAYS = 90
"""Between the end of a wave and the next of the same survey: a second one with one person more would tell of them."""
MOST_LINKS = 500


class TooSoon(ValueError):
    """A wave of the same survey is open, or closed a short while ago."""


@transaction.atomic
def open_wave(*, code: str, brought: Brought | None, title: str, by: Viewer, at: datetime) -> Wave:
    """Begin to ask. Raises `NotKept`, `TooSoon`."""
    must_keep(by)
    last = Wave.objects.filter(coalition=by.coalition_id, questions_code=code).order_by("-opened_on", "-pk").first()
    if last is not None and (last.closed_on is None or day_of(at) < last.closed_on + timedelta(days=APART_DAYS)):
        raise TooSoon(f"Close the wave before this one, and leave {APART_DAYS} days between two of the same survey.")
    questions = brought.questions if brought else OWN[code]
    wave = Wave.objects.create(
        coalition_id=by.coalition_id, questions_code=code, brought=brought, title=title, opened_on=day_of(at)
    )
    Tally.objects.bulk_create(
        Tally(wave=wave, cut=cut, group=group, item=item, value=value)
        for (cut, group), (item, value) in product(_groups(), _answers(questions))
    )
    Turnout.objects.bulk_create(
        Turnout(wave=wave, system=system, place=place)
        for system, place in product(["", *systems()], ["", *PLACE_WORDS])
    )
    audit("survey.opened", by=by, at=at, about=f"wave:{wave.pk}")
    return wave


def _groups() -> list[tuple[str, str]]:
    cuts = ((Cut.SYSTEM, ["", *systems()]), (Cut.PLACE, ["", *PLACE_WORDS]))
    return [(Cut.ALL, ""), *((cut, group) for cut, groups in cuts for group in groups)]


def _answers(questions: Questions) -> list[tuple[str, int]]:
    answers = [(item.code, value) for item in questions.items for value in range(UNSAID, questions.scale + 1)]
    scores = [
        (score_of(domain), value) for domain in ("", *questions.domains) for value in range(2, 2 * questions.scale + 1)
    ]
    return answers + scores


@transaction.atomic
def make_links(*, wave: Wave, number: int, by: Viewer, at: datetime) -> list[str]:
    """New secrets, told here and kept nowhere, for the coordinator to hand out. Raises `NotKept`."""
    must_keep(by)
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    number = min(number, MOST_LINKS - held.made)
    if held.closed_on is not None or number < 1:
        return []
    found = [secrets.token_urlsafe(12) for _ in range(number)]
    Link.objects.bulk_create(Link(wave=held, digest=digest(one)) for one in found)
    Wave.objects.filter(pk=wave.pk).update(made=held.made + number)
    audit("survey.links_made", by=by, at=at, about=f"wave:{wave.pk}", detail={"number": number})
    return found


@transaction.atomic
def close_wave(*, wave: Wave, by: Viewer, at: datetime) -> Told:
    """End it: decide once which groups may be told, and destroy the counts of all others. Raises `NotKept`."""
    must_keep(by)
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if held.closed_on is not None:
        return _read(held.told)
    rows = Turnout.objects.filter(wave=held).values_list("system", "place", "count")
    found = told({(system, place): count for system, place, count in rows})
    kept = [(Cut.ALL, "")] if found.everyone else []
    kept += [(Cut.SYSTEM, code) for code in found.first] + [(Cut.PLACE, code) for code in found.second]
    for cut, group in _groups():
        if (cut, group) not in kept:
            Tally.objects.filter(wave=held, cut=cut, group=group).delete()
    Turnout.objects.filter(wave=held).delete()
    Link.objects.filter(wave=held).delete()
    Wave.objects.filter(pk=held.pk).update(closed_on=day_of(at), told=asdict(found))
    audit("survey.closed", by=by, at=at, about=f"wave:{held.pk}")
    return found


def _read(kept: dict[str, object] | None) -> Told:
    said = kept or {}
    return Told(bool(said.get("everyone")), tuple(said.get("first", ())), tuple(said.get("second", ())))  # type: ignore[arg-type]
