"""What the gate lets a count read: numbers leave, with small ones hidden, and never a record of anyone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from kinbridge.chart.models import Label
from kinbridge.chart.reading import JOINED
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.directory.models import Coalition, Viewer, software
from kinbridge.disclosure.actions import ask_about, grounds
from kinbridge.disclosure.rules import Ask, may_share
from kinbridge.disclosure.rules.ask import Sought
from kinbridge.measures.tribes import NOTHING, Approved

PURPOSE = Purpose.AUDIT_EVALUATION


@dataclass(frozen=True, slots=True)
class Sharing:
    """What of a record is asked for, and what is then known of it."""

    sought: Sought
    known: Mapping[str, Any]


class Use(Enum):
    """Count here, and show numbers of which none is small; or hand out rows from which no one can be known."""

    COUNT = Sharing(Sought.COUNT, {"cell_count": 0, "complementary_suppression": True, "derivable": False})
    RELEASE = Sharing(Sought.DEIDENTIFIED, {"identifiable": False})


def evaluator(coalition: Coalition) -> Viewer:
    """The coalition's own evaluation, as an asker."""
    return replace(software(coalition), role="evaluator", organization_kind=OrganizationKind.COALITION.value)


def question(ask: Ask, use: Use, *, source: UUID, approved: Approved) -> Ask:
    """The same ask as one for a number, or for rows without anyone. `source` is the organization that wrote it down."""
    known = {**use.value.known, "tribe_approves": source in approved.organizations}
    return replace(ask, sought=use.value.sought, facts=replace(ask.facts, **known))


def decisions(
    *, coalition: Coalition, families: Collection[int], on: date, use: Use, approved: Approved = NOTHING
) -> dict[int, Decision]:
    """The gate's answer for each label of these families. For many thousands there is `exchange.extract`."""
    by = evaluator(coalition)
    standing = grounds(families=families, by=by, on=on)
    labels = Label.objects.filter(family__in=families).prefetch_related(*JOINED)

    def asked(label: Label) -> Ask:
        ask = ask_about(label, standing=standing[label.family_id], purpose=PURPOSE, on=on)
        return question(ask, use, source=label.program.organization_id, approved=approved)

    return {label.pk: may_share(asked(label)) for label in labels.iterator(chunk_size=5_000)}
