"""The papers on file about a family: put in order once, and looked at once for all the labels of a chart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Self, TypeVar

from kinbridge.consents.rules import (
    ABOUT_NO_ONE,
    NEGATIVE,
    NEW_FORM_SINCE,
    Authority,
    Defect,
    Kind,
    State,
    Term,
    faults,
    is_shadowed,
    shadows,
    state,
)
from kinbridge.core.vocabulary import Relation

Found = TypeVar("Found")
Faulted = tuple[tuple[Authority, frozenset[Defect]], ...]
_NO_STATEMENT = frozenset({Defect.NO_REDISCLOSURE})


class Filed(tuple[Authority, ...]):
    """Papers in an order that no filing decides. What a day makes of them is found once and kept beside them."""

    _found: dict[Hashable, object]
    unread: bool
    """Whether one of them is a paper that nobody can read."""

    def __new__(cls, papers: Iterable[Authority] = ()) -> Self:
        if isinstance(papers, cls):
            return papers
        filed = super().__new__(cls, sorted(papers, key=_rank))
        filed._found = {}
        filed.unread = any(paper.unreadable for paper in filed)
        return filed

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` answers, found once for this key."""
        try:
            return self._found[key]  # type: ignore[return-value]
        except KeyError:
            found = self._found[key] = find()
            return found

    def about(self, subject: Hashable) -> Filed:
        """The papers about this person, and those about no one in particular.

        A limit, or a consent nobody can read, that does not say whom it is about may be about this person.
        """
        return self.once(("about", subject), lambda: self._about(subject))

    def _about(self, subject: object) -> Filed:
        theirs = [paper for paper in self if _is_about(paper, subject)]
        return self if len(theirs) == len(self) else Filed(theirs)

    def consents(
        self, *, on: date, subject: Relation | None, minor_signs_alone: bool | None, statement: bool
    ) -> Faulted:
        """Every consent among them with its faults; `statement` where 2.31(a)(4)(iii) asks for one."""
        key = ("consents", on, subject, minor_signs_alone, statement)
        return self.once(key, lambda: self._consents(on, subject, minor_signs_alone, statement))

    def _consents(self, on: date, subject: Relation | None, minor_signs_alone: bool | None, statement: bool) -> Faulted:
        unread, found = shadows(self, on=on) if self.unread else (), []
        for paper in self:
            if paper.kind is not Kind.CONSENT:
                continue
            wrong = faults(paper, on=on, subject=subject, minor_signs_alone=minor_signs_alone)
            if unread and not paper.unreadable and is_shadowed(paper, unread):
                wrong |= {Defect.UNREADABLE}
            if statement and _lacks_statement(paper):
                wrong |= _NO_STATEMENT
            found.append((paper, wrong))
        return tuple(found)

    def limits(self) -> tuple[Authority, ...]:
        """The papers that only ever close a door, good or not."""
        return self.once("limits", lambda: tuple(paper for paper in self if paper.kind in NEGATIVE))

    def in_force(self, *, on: date) -> tuple[Authority, ...]:
        """The papers other than consents that are in force and without a fault."""
        return self.once(("in force", on), lambda: tuple(paper for paper in self if _is_in_force(paper, on)))


def _is_in_force(paper: Authority, on: date) -> bool:
    return paper.kind is not Kind.CONSENT and not paper.defects and state(paper, on=on) is State.IN_FORCE


def _is_about(paper: Authority, subject: object) -> bool:
    if paper.subject is None:
        return subject is None or concerns_everyone(paper)
    return paper.subject == subject


def concerns_everyone(paper: Authority) -> bool:
    """Whether a paper that does not say whom it is about counts for each person of the family."""
    unsure = paper.unreadable and paper.kind is Kind.CONSENT
    return unsure or paper.kind in NEGATIVE or paper.kind in ABOUT_NO_ONE


def _lacks_statement(paper: Authority) -> bool:
    """Only a new consent has to carry the statement."""
    return Term.REDISCLOSURE not in paper.terms and paper.signed is not None and paper.signed >= NEW_FORM_SINCE


def _rank(paper: Authority) -> tuple[bool, int, str]:
    """The widest first, then the newest, then by id: so that no order of filing decides."""
    return bool(paper.only), -(paper.signed or date.min).toordinal(), paper.id
