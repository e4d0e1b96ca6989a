"""Labels and papers as columns. Names are numbers here; everything else stands once, in `sorts` and `forms`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from kinbridge.consents.rules import Authority
from kinbridge.disclosure.bulk.codes import Codes, codes
from kinbridge.disclosure.rules import Item

NO_ONE = -1
DAYS = ("signed", "effective", "expires", "revoked", "superseded", "recorded")
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """`sort` is a place in `sorts`; `organization`, `program` and `holder` are places in their lists, or -1 for none.

    Families and people are the numbers they have in the database, with -1 for a record about no one.
    """

    sorts: Sequence[Item]
    organizations: Sequence[Hashable]
    programs: Sequence[Hashable]
    sort: Codes
    family: Codes
    subject: Codes
    organization: Codes
    program: Codes
    holder: Codes

    @classmethod
    def of(cls, items: Sequence[tuple[int, Item]]) -> Self:
        """From items, each with the number of its family."""
        sorts, organizations, programs = _List(), _List(), _List()
        rows = [
            (
                sorts.place(_nameless(item)),
                family,
                _number(item.subject),
                organizations.place(item.source_organization),
                programs.place(item.source_program),
                organizations.place(item.holder_organization),
            )
            for family, item in items
        ]
        columns = codes(rows).reshape(-1, 6).T
        names = ("sort", "family", "subject", "organization", "program", "holder")
        return cls(
            sorts=sorts.things,
            organizations=organizations.things,
            programs=programs.things,
            **dict(zip(names, columns, strict=True)),
        )

    def names(self, row: int) -> tuple[Hashable, Hashable, Hashable, Hashable]:
        """The subject, the source's organization and program, and the holder of a label."""
        subject = int(self.subject[row])
        return (
            None if subject == NO_ONE else subject,
            _named(self.organizations, self.organization[row]),
            _named(self.programs, self.program[row]),
            _named(self.organizations, self.holder[row]),
        )

    def item(self, row: int) -> Item:
        subject, source, program, holder = self.names(row)
        return replace(
            self.sorts[self.sort[row]],
            subject=subject,
            source_organization=source,
            source_program=program,
            holder_organization=holder,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """`form` is a place in `forms`: all of a paper but its id, its subject (-1 for none) and its `days`."""

    forms: Sequence[Authority]
    form: Codes
    family: Codes
    subject: Codes
    days: Mapping[str, Days]
    ids: npt.NDArray[np.str_]

    @classmethod
    def of(cls, papers: Iterable[tuple[int, Authority]]) -> Self:
        """From papers, each with the number of its family."""
        filed, forms = list(papers), _List()
        undated: dict[str, Any] = dict.fromkeys(DAYS)
        form = [forms.place(replace(paper, id="", subject=None, **undated)) for _, paper in filed]
        return cls(
            forms=forms.things,
            form=codes(form),
            family=codes([family for family, _ in filed]),
            subject=codes([_number(paper.subject) for _, paper in filed]),
            days={name: np.array([getattr(paper, name) for _, paper in filed], "datetime64[D]") for name in DAYS},
            ids=np.array([paper.id for _, paper in filed], dtype=np.str_),
        )

    def paper(self, row: int) -> Authority:
        subject = int(self.subject[row])
        days: dict[str, Any] = {name: column[row].item() for name, column in self.days.items()}
        return replace(
            self.forms[self.form[row]], id=str(self.ids[row]), subject=None if subject == NO_ONE else subject, **days
        )


def _nameless(item: Item) -> Item:
    return replace(item, subject=None, source_organization=None, source_program=None, holder_organization=None)


def _named(names: Sequence[Hashable], place: np.int64) -> Hashable:
    return None if place == NO_ONE else names[int(place)]


def _number(person: object) -> int:
    if person is None:
        return NO_ONE
    if not isinstance(person, int) or person < 0:
        raise TypeError("People are numbered from 0 up here, as the database numbers them.")
    return person


class _List:
    """Things in the order they were met, each once."""

    def __init__(self) -> None:
        self.things: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def place(self, thing: Hashable) -> int:
        if thing is None:
            return NO_ONE
        if thing not in self._places:
            self._places[thing] = len(self.things)
            self.things.append(thing)
        return self._places[thing]
