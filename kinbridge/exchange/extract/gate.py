"""Which labels the gate lets into the extract: the same question as for a count in place, put for all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kinbridge.chart.models import Label
from kinbridge.consents.models import papers_by_family
from kinbridge.core.vocabulary import Category, OrganizationKind, Regime, Relation, known
from kinbridge.directory.models import Coalition, Program
from kinbridge.disclosure.bulk import Labels, Papers, may_share_many
from kinbridge.disclosure.bulk.codes import codes
from kinbridge.disclosure.bulk.columns import NO_ONE
from kinbridge.disclosure.jurisdiction import jurisdiction_of
from kinbridge.disclosure.rules import Ask, Asker, Facts, Item, ReceivedUnder
from kinbridge.measures.passing import PURPOSE, Use, evaluator, question
from kinbridge.measures.tribes import NOTHING, Approved

COLUMNS = (
    "id",
    "family_id",
    "subject_id",
    "subject__relation",
    "category",
    "regimes",
    "received_under",
    "program_id",
    "holder_id",
)


@dataclass(frozen=True, slots=True)
class Passed:
    """`labels` may go in; `withheld` says how many labels stay out, by the law that keeps them."""

    labels: list[int]
    withheld: Counter[str]


class Gate:
    """The question of one coalition on one day, put for stretches of its families."""

    def __init__(self, coalition: Coalition, *, on: date, use: Use, approved: Approved = NOTHING) -> None:
        by = evaluator(coalition)
        law = jurisdiction_of(by)
        self._use, self._on, self._approved = use, on, approved
        self._state, self._signed = law.state, law.signed
        self._asker = Asker(kind=known(OrganizationKind, by.organization_kind), role=by.role)
        joined = Program.objects.filter(organization__coalition=coalition).select_related("organization")
        self._programs = {program.pk: program.organization for program in joined}

    def passes(self, families: Sequence[int]) -> Passed:
        """For labels of these families, with the papers on their files."""
        rows = list(Label.objects.filter(family__in=families).order_by("id").values_list(*COLUMNS))
        papers = papers_by_family(families)
        filed = Papers.of((family, paper) for family in families for paper in papers[family])
        labels, sorts, ask, sources = self._labels(rows)
        asks = [
            question(self._ask(sort), self._use, source=source, approved=self._approved)
            for sort, source in zip(sorts, sources, strict=True)
        ]
        if not rows:
            return Passed([], Counter())
        answers = may_share_many(labels, filed, asks=asks, ask=ask)
        withheld: Counter[str] = Counter()
        for place, count in zip(*np.unique(answers.which[~answers.allowed], return_counts=True), strict=True):
            withheld[answers.decisions[place].citations[0]] += int(count)
        return Passed(np.asarray([row[0] for row in rows])[answers.allowed].tolist(), withheld)

    def _labels(self, rows: Iterable[tuple[Any, ...]]) -> tuple[Labels, list[Item], Any, list[Any]]:
        """Labels as columns. What is alike in all but people and programs is one sort."""
        sorts: dict[tuple[Any, ...], int] = {}
        programs: dict[Any, int] = {}
        columns: list[tuple[int, ...]] = []
        for _, family, subject, relation, category, regimes, received, program, holder in rows:
            organizations = self._programs[program].pk, holder and self._programs[holder].pk
            alike = (relation, category, tuple(regimes), received, *organizations)
            kind = sorts.setdefault(alike, len(sorts))
            place = programs.setdefault(program, len(programs))
            columns.append((kind, family, subject, place))
        sort, family, subject, program_of = codes(columns).reshape(-1, 4).T
        items = [self._item(*alike) for alike in sorts]
        kinds: dict[Any, int] = {}
        source = [kinds.setdefault(alike[4], len(kinds)) for alike in sorts]
        holding = [NO_ONE if alike[5] is None else kinds.setdefault(alike[5], len(kinds)) for alike in sorts]
        labels = Labels(
            sorts=items,
            organizations=list(kinds),
            programs=list(programs),
            sort=sort,
            family=family,
            subject=subject,
            organization=codes(source)[sort],
            program=program_of,
            holder=codes(holding)[sort],
        )
        return labels, items, sort, [alike[4] for alike in sorts]

    def _item(self, relation: str, category: str, regimes: tuple[str, ...], received: str, *of: Any) -> Item:
        kinds = {organization.pk: organization.kind for organization in self._programs.values()}
        source, holder = of
        laws = frozenset(law for law in (known(Regime, regime) for regime in regimes) if law is not None)
        return Item(
            regimes=laws if len(laws) == len(set(regimes)) else frozenset(),
            category=known(Category, category),
            subject_role=known(Relation, relation),
            source_kind=known(OrganizationKind, kinds[source]),
            holder_kind=known(OrganizationKind, kinds[holder]) if holder else None,
            received_under=known(ReceivedUnder, received) if received else None,
        )

    def _ask(self, item: Item) -> Ask:
        return Ask(
            item=item,
            asker=self._asker,
            purpose=PURPOSE,
            on=self._on,
            facts=Facts(pack_signed=self._signed),
            jurisdiction=self._state,
        )
