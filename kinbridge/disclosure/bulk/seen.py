"""The papers on file as each question sees them, and a question put to the gate for all labels that see the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Relation
from kinbridge.disclosure.bulk.codes import Codes, codes, firsts, sequences, stretches, together
from kinbridge.disclosure.bulk.columns import Labels, Papers
from kinbridge.disclosure.bulk.on_file import OnFile, days_apart, on_file
from kinbridge.disclosure.rules import Ask, answer, may_share
from kinbridge.disclosure.rules.filed import Filed
from kinbridge.disclosure.rules.kept import Kept, kept
from kinbridge.disclosure.rules.situation import (
    Situation,
    about_category,
    disclosers_in,
    plain_papers,
    recipients_in,
    same,
    seen_getting,
    seen_giving,
    without_papers,
)

_ROLES, _CATEGORIES = ({word: place for place, word in enumerate((None, *words))} for words in (Relation, Category))


@dataclass(frozen=True)
class Seen:
    """Labels, the papers about their people, and who asks about each: `who` is a place in `asks`."""

    labels: Labels
    papers: Papers
    asks: Sequence[Ask]
    who: Codes

    @cached_property
    def filed(self) -> OnFile:
        return on_file(self.labels, self.papers)

    # ── a row for each paper that is on file for a label ─────────────────────

    @cached_property
    def rows(self) -> tuple[Codes, Codes]:
        """The label and the paper of each row."""
        label, place = stretches(self.filed.first, self.filed.count)
        return label, self.filed.paper[place]

    @cached_property
    def begin(self) -> Codes:
        return np.cumsum(self.filed.count) - self.filed.count

    @cached_property
    def plain(self) -> Kinds:
        label, paper = self.rows
        who, sort = self.who[label], self.labels.sort[label]
        role = codes([_ROLES[one.subject_role] for one in self.labels.sorts])[sort]
        alike = days_apart(self.papers, self.asks[0].day)[paper]

        def told(row: int) -> Kept:
            ask = self._about(int(who[row]), int(sort[row]))
            return next(plain_papers(Filed([self.papers.paper(paper[row])]), ask))

        return kinds(together(alike, who, role), told)

    @cached_property
    def kinds_of_record(self) -> Kinds:
        label, paper = self.rows
        form, sort = self.papers.form[paper], self.labels.sort[label]
        category = codes([_CATEGORIES[one.category] for one in self.labels.sorts])[sort]
        return kinds(
            together(form, category),
            lambda row: about_category(self.papers.forms[form[row]], self.labels.sorts[sort[row]].category),
        )

    @cached_property
    def getting(self) -> Kinds:
        label, paper = self.rows
        form, who = self.papers.form[paper], self.who[label]
        return kinds(together(form, who), lambda row: seen_getting(self.papers.forms[form[row]], self.asks[who[row]]))

    @cached_property
    def giving(self) -> Kinds:
        label, paper = self.rows
        form = self.papers.form[paper]
        return kinds(
            together(form, self.giver[label]),
            lambda row: seen_giving(self.papers.forms[form[row]], self.labels.item(label[row])),
        )

    @cached_property
    def giver(self) -> Codes:
        """One number for all labels that papers may name in the same ways."""
        labels = self.labels
        return together(labels.sort, labels.organization, labels.program, labels.holder)

    @cached_property
    def unread(self) -> Codes:
        """A number of its own for each label with a paper that nobody can read; 0 for all others."""
        label, paper = self.rows
        unreadable = np.array([form.unreadable for form in self.papers.forms], dtype=bool)
        alone = np.zeros(len(self.who), dtype=np.int64)
        apart = label[unreadable[self.papers.form[paper]]]
        alone[apart] = apart + 1
        return alone

    @cached_property
    def files(self) -> Codes:
        """One number for all labels whose questions see their papers alike."""
        stance = together(self.plain.number, self.kinds_of_record.number, self.getting.number, self.giving.number)
        return together(sequences(self.begin, self.filed.count, stance), self.unread)

    # ── and a question for one of them ───────────────────────────────────────

    def decide(self, label: int) -> Decision:
        ask = self._about(int(self.who[label]), int(self.labels.sort[label]))
        if ask.missing or self.unread[label]:
            return may_share(self.question(label))
        decision: Decision = answer(self.situation(label, ask)).value
        return decision

    def _about(self, who: int, sort: int) -> Ask:
        """The question about a record of this sort, whoever it is about."""
        if (who, sort) not in self._abouts:
            self._abouts[who, sort] = self.asks[who].about(self.labels.sorts[sort])
        return self._abouts[who, sort]

    @cached_property
    def _abouts(self) -> dict[tuple[int, int], Ask]:
        return {}

    def situation(self, label: int, ask: Ask) -> Situation:
        subject, source, program, holder = self.labels.names(label)
        item = ask.item.plain_with(
            subject is not None, source is not None, program is not None, None if holder is None else holder == source
        )
        these = same(ask.asker, subject, program, source, holder)
        plain, record, getting, giving = self._file(label)
        if not plain and not ask.audience:
            return without_papers(item, ask.asker.plain, ask.plain, these)
        return Situation(
            item,
            ask.asker.plain,
            ask.plain,
            these,
            kept(plain),
            kept(record),
            recipients_in(getting, ask),
            disclosers_in(giving, ask.item),
        )

    def _file(self, label: int) -> tuple[tuple[Any, ...], ...]:
        """How the papers on file for a label are seen: found once for all that see them alike."""
        number = int(self.files[label])
        if number not in self._as_seen:
            begin = int(self.begin[label])
            rows = slice(begin, begin + int(self.filed.count[label]))
            views = (self.plain, self.kinds_of_record, self.getting, self.giving)
            self._as_seen[number] = tuple(tuple(map(one.each.__getitem__, one.number[rows].tolist())) for one in views)
        return self._as_seen[number]

    @cached_property
    def _as_seen(self) -> dict[int, tuple[tuple[Any, ...], ...]]:
        return {}

    def question(self, label: int) -> Ask:
        """What the gate would be asked about this label alone."""
        filed = Filed(self.papers.paper(row) for row in self.filed.of(label))
        return replace(self.asks[self.who[label]], item=self.labels.item(label), authorities=filed)


@dataclass(frozen=True, slots=True)
class Kinds:
    """A number for each row, and what rows of this number have in common."""

    number: Codes
    each: Sequence[Any]


def kinds(alike: Codes, find: Callable[[int], Any]) -> Kinds:
    """Rows with equal numbers have the same found; those with different numbers may."""
    found = [find(int(row)) for row in firsts(alike)]
    places: dict[Any, int] = {}
    numbers = codes([places.setdefault(one, len(places)) for one in found])
    return Kinds(numbers[alike] if len(found) else alike, list(places))
