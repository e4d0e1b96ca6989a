"""The common workload: families with 300 facts, 30 papers and six askers each, as columns. Invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from peers.policy import CATEGORIES, LAWS, PAPERS, PURPOSES, ROLES, Case

PEOPLE, FACTS, FILED, ASKERS = 5, 300, 30, 6
FIRST_CHILD = 2
TODAY = 20_000
ANYONE = -1
KIND_OF_PAPER = np.repeat(np.arange(PAPERS), (20, 4, 3, 3))
AGREEMENT = PAPERS - 1
LAW_SHARES = np.array([30, 12, 15, 8, 8, 4, 6, 17]) / 100
REASONS = (  # for which purposes each role asks, as often as they are named
    (0, 0, 3, 8, 1, 2),
    (0, 0, 3, 2, 7),
    (4, 4, 3, 5),
    (4, 3, 5, 7),
    (5,),
    (5,),
    (3, 3, 0, 9),
    (6, 6, 7, 9),
)
Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class World:
    """By family, then fact, paper or asker. A set of laws, categories or purposes is a number with a bit for each."""

    subject: Column
    law: Column
    category: Column
    source: Column
    kind: Column
    about: Column
    recipient: Column
    purposes: Column
    categories: Column
    laws: Column
    since: Column
    until: Column
    revoked: npt.NDArray[np.bool_]
    organization: Column
    role: Column
    purpose: Column

    @property
    def families(self) -> int:
        return len(self.subject)

    @property
    def askers(self) -> int:
        return self.role.shape[1]

    @property
    def decisions(self) -> int:
        return self.families * self.askers * FACTS

    @cached_property
    def minor(self) -> npt.NDArray[np.bool_]:
        return self.subject >= FIRST_CHILD

    def case(self, family: int, asker: int, fact: int) -> Case:
        return Case(
            law=int(self.law[family, fact]),
            category=int(self.category[family, fact]),
            minor=bool(self.minor[family, fact]),
            own=bool(self.source[family, fact] == self.organization[family, asker]),
            role=int(self.role[family, asker]),
            purpose=int(self.purpose[family, asker]),
        )

    def in_play(self, family: int, asker: int) -> list[Paper]:
        """The papers of a family that are in force today and meant for this asker and purpose."""
        organization, purpose = int(self.organization[family, asker]), int(self.purpose[family, asker])
        return [
            paper
            for paper in self._filed(family)
            if paper.since <= TODAY <= paper.until
            and not paper.revoked
            and paper.recipient in (ANYONE, organization)
            and paper.purposes >> purpose & 1
        ]

    def _filed(self, family: int) -> list[Paper]:
        columns = (getattr(self, name)[family].tolist() for name in Paper._fields)
        return [Paper(*row) for row in zip(*columns, strict=True)]

    def reached(self, family: int, asker: int) -> tuple[set[tuple[int, int, int]], ...]:
        """For each kind of paper: the person, law and category that one in play reaches."""
        found: tuple[set[tuple[int, int, int]], ...] = tuple(set() for _ in range(PAPERS))
        for paper in self.in_play(family, asker):
            found[paper.kind].update(
                (person, law, category)
                for person in (range(PEOPLE) if paper.about == ANYONE else (paper.about,))
                for law in range(LAWS)
                if paper.laws >> law & 1
                for category in range(CATEGORIES)
                if paper.categories >> category & 1
            )
        return found


class Paper(NamedTuple):
    kind: int
    about: int
    recipient: int
    purposes: int
    categories: int
    laws: int
    since: int
    until: int
    revoked: bool

    def reaches(self, person: int, case: Case) -> bool:
        meant = self.about in (ANYONE, person) and self.laws >> case.law & 1
        return bool(meant and self.categories >> case.category & 1)


def on_file(papers: list[Paper], person: int, case: Case) -> Callable[[int], bool]:
    """Whether a paper of a kind is among these that reaches a fact about this person."""
    return lambda kind: any(paper.kind == kind and paper.reaches(person, case) for paper in papers)


def world(families: int, *, askers: int = ASKERS, seed: int = 7) -> World:
    chance = np.random.default_rng(seed)
    pool = np.argsort(chance.random((families, 40)), axis=1)[:, :8]

    def partner(times: int) -> Column:
        return np.take_along_axis(pool, chance.integers(0, 8, (families, times)), axis=1)

    papers = (families, FILED)
    agreement = np.broadcast_to(KIND_OF_PAPER == AGREEMENT, papers)
    since = TODAY - chance.integers(1, 701, papers)
    role = chance.integers(0, ROLES, (families, askers))
    reasons = np.array([[*some, *(0,) * (6 - len(some))] for some in REASONS])
    spread = np.array([len(some) for some in REASONS])
    return World(
        subject=chance.integers(0, PEOPLE, (families, FACTS)),
        law=chance.choice(LAWS, (families, FACTS), p=LAW_SHARES),
        category=chance.integers(0, CATEGORIES, (families, FACTS)),
        source=partner(FACTS),
        kind=np.broadcast_to(KIND_OF_PAPER, papers),
        about=np.where(agreement, ANYONE, chance.integers(0, PEOPLE, papers)),
        recipient=np.where(chance.random(papers) < 0.15, ANYONE, partner(FILED)),
        purposes=_some(chance, papers, PURPOSES, 1, 4),
        categories=np.where(
            agreement, _some(chance, papers, CATEGORIES, 1, 3), _some(chance, papers, CATEGORIES, 3, 12)
        ),
        laws=np.where(agreement, 2**LAWS - 1, _some(chance, papers, LAWS, 1, LAWS)),
        since=since,
        until=since + chance.choice([180, 365, 730, 1500], papers),
        revoked=chance.random(papers) < 0.1,
        organization=partner(askers),
        role=role,
        purpose=reasons[role, (chance.random(role.shape) * spread[role]).astype(np.int64)],
    )


def _some(chance: np.random.Generator, shape: tuple[int, int], among: int, least: int, most: int) -> Column:
    """From `least` to `most` different ones of so many, as bits."""
    order = np.argsort(chance.random((*shape, among)), axis=-1)
    taken = np.arange(among) < chance.integers(least, most + 1, (*shape, 1))
    return np.where(taken, 1 << order, 0).sum(axis=-1)
