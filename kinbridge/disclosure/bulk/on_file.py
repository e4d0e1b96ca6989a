"""Which papers are on file about the person of each label, in the order in which the gate looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from kinbridge.consents.rules import NEW_FORM_SINCE, TPO_SINCE
from kinbridge.disclosure.bulk.codes import Codes, stretches, together
from kinbridge.disclosure.bulk.columns import NO_ONE, Days, Labels, Papers
from kinbridge.disclosure.rules.filed import concerns_everyone

LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class OnFile:
    """For each label the stretch of `paper` that is on file about its person: from `first`, `count` long."""

    first: Codes
    count: Codes
    paper: Codes

    def of(self, label: int) -> Codes:
        return self.paper[self.first[label] : self.first[label] + self.count[label]]


def on_file(labels: Labels, papers: Papers) -> OnFile:
    width = max(int(labels.subject.max(initial=0)), int(papers.subject.max(initial=0))) + 2
    people, person = np.unique(labels.family * width + labels.subject + 1, return_inverse=True)
    about, paper = _about(people, papers, width)
    order = np.lexsort((*_rank(papers, paper), about))
    about, paper = about[order], paper[order]
    count = np.bincount(about, minlength=len(people))
    return OnFile((np.cumsum(count) - count)[person], count[person], paper)


def _about(people: Codes, papers: Papers, width: int) -> tuple[Codes, Codes]:
    """Every pair of a person and a paper about them; those about no one go with each person of the family."""
    if not len(people):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    wanted = papers.family * width + papers.subject + 1
    place = np.minimum(np.searchsorted(people, wanted), len(people) - 1)
    own = np.flatnonzero(people[place] == wanted)
    general = np.array([concerns_everyone(form) for form in papers.forms], dtype=bool)
    open_to_all = np.flatnonzero((papers.subject == NO_ONE) & general[papers.form])
    family = papers.family[open_to_all] * width
    start, end = np.searchsorted(people, family + 1), np.searchsorted(people, family + width)
    which, person = stretches(start, end - start)
    return np.concatenate((place[own], person)), np.concatenate((own, open_to_all[which]))


def _rank(papers: Papers, paper: Codes) -> tuple[Codes, Codes, Codes]:
    """The keys by which `Filed` orders papers, the last one first, as `lexsort` takes them."""
    ids = np.unique(papers.ids, return_inverse=True)[1]
    signed = papers.days["signed"]
    newest = np.where(np.isnat(signed), LAST, -signed.astype(np.int64))
    narrow = np.array([bool(form.only) for form in papers.forms], dtype=np.int64)[papers.form]
    return ids[paper], newest[paper], narrow[paper]


def days_apart(papers: Papers, on: date) -> Codes:
    """One number for papers of one form whose days lie alike: to the day of the question, and to the law's own."""
    held = np.array([form.power is not None for form in papers.forms], dtype=bool)[papers.form]
    sides = (np.where(held, _day(days), _side(days, on)) for days in papers.days.values())
    signed = (_side(papers.days["signed"], day) for day in (TPO_SINCE, NEW_FORM_SINCE))
    return together(papers.form, (papers.subject == NO_ONE).astype(np.int64), *sides, *signed)


def _side(days: Days, mark: date) -> Codes:
    """Whether a day lies before the mark, on it or after; 0 for no day."""
    side = 2 + np.sign((days - np.datetime64(mark, "D")).astype(np.int64))
    return np.where(np.isnat(days), 0, side)


def _day(days: Days) -> Codes:
    """Its own number for each day, for a paper whose days are held against one another; 0 for no day."""
    return np.where(np.isnat(days), 0, days.astype(np.int64) + 1_000_000)
