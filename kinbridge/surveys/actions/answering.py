"""Take one answer of an anonymous survey, so that it belongs to nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from kinbridge.surveys.models import Cut, Link, Wave
from kinbridge.surveys.rules.instruments import UNSAID, score_of

COUNT = """
    UPDATE surveys_tally SET count = count + CASE WHEN (cut, "group", item, value) IN (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[])
    ) THEN 1 ELSE 0 END WHERE wave_id = %s
"""
COUNT_TURNOUT = """
    UPDATE surveys_turnout SET count = count + CASE WHEN system = %s AND place = %s THEN 1 ELSE 0 END WHERE wave_id = %s
"""
"""Every row of the wave is written anew with each answer, so that none tells which of them came together."""


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def way_in(secret: str) -> Wave | None:
    """The open wave behind a link that was not used yet."""
    link = Link.objects.select_related("wave__brought", "wave__coalition").filter(digest=digest(secret)).first()
    return link.wave if link is not None and link.wave.closed_on is None else None


@transaction.atomic
def answer(*, secret: str, answers: Mapping[str, int], system: str, place: str) -> bool:
    """Count one person's answers and forget their link. False where the link was used, or the wave has closed.

    There is no `by`, no `at` and no line in the audit: each would say when, and so who.
    """
    link = Link.objects.filter(digest=digest(secret)).first()
    wave = (
        Wave.objects.select_for_update(of=("self",)).select_related("brought").filter(pk=link.wave_id).first()
        if link
        else None
    )
    if wave is None or wave.closed_on is not None or not Link.objects.filter(digest=digest(secret)).delete()[0]:
        return False
    questions = wave.questions
    given = {item.code: answers.get(item.code, UNSAID) for item in questions.items}
    scores = {score_of(domain): score for domain, score in questions.scores(given).items()}
    groups = ((Cut.ALL, ""), (Cut.SYSTEM, system), (Cut.PLACE, place))
    _count(wave, [(cut, group, item, value) for cut, group in groups for item, value in {**given, **scores}.items()])
    with connection.cursor() as cursor:
        cursor.execute(COUNT_TURNOUT, [system, place, wave.pk])
    return True


def _count(wave: Wave, rows: Iterable[tuple[str, str, str, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [*map(list, zip(*rows, strict=True)), wave.pk])
