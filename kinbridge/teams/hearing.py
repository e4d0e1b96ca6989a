"""Which families of a list a member may hear of, and what everyone who listens may hear of one of them.

A family is known at the table by the record that it is on the list: whoever may read that record may hear of it. So a
name on the list tells nobody who else serves the family.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.chart.kinds import kind
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import JOINED, Open, source_words
from kinbridge.chart.together import permitted_to_all
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide_for_each
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family
from kinbridge.teams.models import Action, AgendaItem, AgendaReason, Enrollment
from kinbridge.teams.rules import topic

SHOWN = 20
KINDS = ("team_update", "team_decision", "team_action", "family_told")


@dataclass(frozen=True, slots=True)
class Said:
    """Something said of a family; `now` marks what was said at this very meeting."""

    title: str
    words: str
    source: str
    at: datetime
    now: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """One family at the table, as everyone who listens may hear it."""

    family: Family
    reasons: tuple[str, ...]
    updates: tuple[Said, ...]
    decisions: tuple[Said, ...]
    told: tuple[Said, ...]
    actions: tuple[Action, ...]
    travels: Travels


def known_to_each(viewers: Sequence[Viewer], enrolled: Iterable[Enrollment], *, on: date) -> list[set[int]]:
    """The enrollments, by id, that each of these members may hear of. A handful of queries for all of them."""
    by_label = {one.label_id: one.pk for one in enrolled}
    labels = list(Label.objects.filter(pk__in=by_label).select_related(*JOINED))
    asked = {(one.program_id, one.role): one for one in viewers}
    answers = decide_for_each(labels, viewers=asked.values(), purpose=Purpose.STAFFING_MEETING, on=on)
    known = {
        standing: {by_label[pk] for pk, decision in answer.items() if decision.allowed}
        for standing, answer in zip(asked, answers, strict=True)
    }
    return [known[one.program_id, one.role] for one in viewers]


def known_to(viewer: Viewer, enrolled: Iterable[Enrollment], *, on: date) -> set[int]:
    """The same for one member."""
    return known_to_each([viewer], enrolled, on=on)[0]


def hear(item: AgendaItem, *, viewers: Sequence[Viewer], at: datetime, act: str) -> Heard | None:
    """What all of these may hear of the family, or None when one of them may not hear of it at all."""
    reasons = list(AgendaReason.objects.filter(item=item).order_by("pk"))
    found = permitted_to_all(
        family=item.family,
        viewers=viewers,
        purpose=Purpose.STAFFING_MEETING,
        at=at,
        kinds=KINDS,
        also=[pk for reason in reasons for pk in reason.entries],
        door=item.enrollment.label_id,
        act=act,
    )
    if found is None:
        return None
    open_to_all = {entry.pk for entry in found.entries}
    return Heard(
        family=item.family,
        reasons=tuple(one.words for one in reasons if open_to_all.issuperset(one.entries)),
        updates=said(found.entries, "team_update", item),
        decisions=said(found.entries, "team_decision", item),
        told=said(found.entries, "family_told", item),
        actions=_actions(item, open_to_all, viewers),
        travels=found.travels,
    )


def said(entries: Sequence[Entry | Open], code: str, item: AgendaItem) -> tuple[Said, ...]:
    """Newest first, with what was said at this meeting before everything older."""
    known = kind(code)
    rows = [
        Said(
            title=topic(str(one.body.get("topic", ""))).name if code == "team_update" else known.title,
            words=known.read(one.body).words(),
            source=source_words(one.label),
            at=one.occurred_at,
            now=one.body.get("meeting") == item.meeting_id,
        )
        for one in reversed(entries)
        if one.kind == code
    ]
    return tuple(sorted(rows, key=lambda one: not one.now)[:SHOWN])


def _actions(item: AgendaItem, open_to_all: set[int], viewers: Sequence[Viewer]) -> tuple[Action, ...]:
    """What is open, and what was agreed or done here. Its owner alone reads an action whatever record it is part of."""
    alone = viewers[0].user_id if len(viewers) == 1 else None
    rows = Action.objects.filter(family=item.family_id, item__enrollment__team=item.enrollment.team_id)
    found = rows.select_related("owner", "program").order_by("done_at", "due_on", "pk")
    return tuple(one for one in found if one.entry_id in open_to_all or one.owner_id == alone)[:SHOWN]
