"""May these be shared? One answer for each label, found once for all that are in the same situation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kinbridge.core.decision import Decision
from kinbridge.disclosure.bulk.codes import Codes, codes, firsts, together
from kinbridge.disclosure.bulk.columns import NO_ONE, Labels, Papers
from kinbridge.disclosure.bulk.seen import Seen
from kinbridge.disclosure.rules import Ask
from kinbridge.disclosure.rules.situation import with_papers


@dataclass(frozen=True)
class Answers:
    """For each label the place of its decision in `decisions`, where papers are numbered by their order on file."""

    asked: Seen
    decisions: Sequence[Decision]
    which: Codes

    @cached_property
    def allowed(self) -> npt.NDArray[np.bool_]:
        return np.array([decision.allowed for decision in self.decisions], dtype=bool)[self.which]

    def of(self, labels: npt.ArrayLike) -> tuple[npt.NDArray[np.bool_], Codes]:
        """For facts under these labels: whether each may be shared, and the place of its decision."""
        rows = np.asarray(labels)
        return self.allowed[rows], self.which[rows]

    def decision(self, label: int) -> Decision:
        """The decision for one label, with the ids of the papers it rests on."""
        decision, filed = self.decisions[self.which[label]], self.asked.question(label).on_file
        return decision if filed.unread else with_papers(decision, filed)


def may_share_many(labels: Labels, papers: Papers, *, asks: Sequence[Ask], ask: npt.ArrayLike | None = None) -> Answers:
    """For each label, what `may_share` says to the ask at its place in `ask` (the first, if not given) about it.

    The record and the papers of these asks are left aside; they are all of one day.
    """
    if len({one.on for one in asks}) != 1:
        raise ValueError("Ask about one day at a time: which papers are in force depends on it.")
    who = np.zeros(len(labels.sort), dtype=np.int64) if ask is None else codes(ask)
    seen = Seen(labels, papers, asks, who)
    which = together(who, labels.sort, *_known(labels), *_same(labels, asks, who), seen.files)
    decisions = [seen.decide(int(label)) for label in firsts(which)]
    return Answers(seen, decisions, which)


def _known(labels: Labels) -> tuple[Codes, ...]:
    """Which names are known, and whether the source itself holds the record: the rest of `Item.plain`."""
    named = (labels.subject, labels.organization, labels.program, labels.holder)
    return *((column != NO_ONE).astype(np.int64) for column in named), _yes(labels.holder == labels.organization)


def _same(labels: Labels, asks: Sequence[Ask], who: Codes) -> tuple[Codes, ...]:
    """Who of the label the asker is: `situation.same`, less what the ask itself tells."""
    organizations = {name: place for place, name in enumerate(labels.organizations)}
    programs = {name: place for place, name in enumerate(labels.programs)}
    stranger = NO_ONE - 1
    person = codes([one.asker.person if isinstance(one.asker.person, int) else stranger for one in asks])[who]
    program = codes([programs.get(one.asker.program, stranger) for one in asks])[who]
    organization = codes([organizations.get(one.asker.organization, stranger) for one in asks])[who]
    return (
        _yes(person == labels.subject),
        _yes(program == labels.program),
        _yes(organization == labels.organization),
        _yes(organization == labels.holder),
    )


def _yes(column: npt.NDArray[np.bool_]) -> Codes:
    return column.astype(np.int64)
