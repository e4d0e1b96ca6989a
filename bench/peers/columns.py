"""The papers matched in columns, for whoever decides in bulk; and the floor: one look into a table made beforehand."""

from __future__ import annotations

from functools import cache

import numpy as np
from peers.policy import CATEGORIES, LAWS, PAPERS, PURPOSES, ROLES, Case, oracle
from peers.world import ANYONE, PEOPLE, TODAY, Column, World

NAME = "NumPy, a table made beforehand"
CELLS = LAWS * CATEGORIES
SETS = 1 << PAPERS
"""Which kinds of paper reach a fact, as bits."""
QUESTIONS = ROLES * PURPOSES * CELLS * 4 * SETS


class Columns:
    """A world laid out once, as a table of facts and of papers would be read in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cell = (world.law * CATEGORIES + world.category).astype(np.int32)
        self.place = (world.subject * CELLS + self.cell).astype(np.int32)
        laws = (world.laws[..., None] >> np.arange(LAWS) & 1).astype(np.uint8)
        categories = (world.categories[..., None] >> np.arange(CATEGORIES) & 1).astype(np.uint8)
        reach = laws[..., :, None] * categories[..., None, :]
        self.reach = reach.reshape(*world.kind.shape, CELLS) << world.kind[..., None].astype(np.uint8)

    def papers(self) -> Column:
        """By family, asker and fact: the kinds of paper that reach it."""
        world = self.world
        stands = (world.since <= TODAY) & (world.until >= TODAY) & ~world.revoked
        to = (world.recipient[:, None] == ANYONE) | (world.recipient[:, None] == world.organization[:, :, None])
        serves = world.purposes[:, None] >> world.purpose[:, :, None] & 1 == 1
        family, asker, paper = np.nonzero(stands[:, None] & to & serves)
        about, reach = world.about[family, paper], self.reach[family, paper]
        found = np.zeros((world.families, world.askers, PEOPLE, CELLS), np.uint8)
        named, general = about != ANYONE, about == ANYONE
        np.bitwise_or.at(found, (family[named], asker[named], about[named]), reach[named])
        for person in range(PEOPLE):
            np.bitwise_or.at(found, (family[general], asker[general], person), reach[general])
        flat = found.reshape(-1)
        start = np.arange(world.families * world.askers).reshape(world.families, world.askers, 1) * PEOPLE * CELLS
        return flat[start + self.place[:, None]]

    def cases(self) -> Column:
        """One number for each question: what it asks, and the kinds of paper that reach it."""
        world = self.world
        own = world.source[:, None] == world.organization[:, :, None]
        fact = ((self.cell * 2 + world.minor) * 2).astype(np.int32)
        asker = ((world.role * PURPOSES + world.purpose) * CELLS * 4).astype(np.int32)
        return ((asker[:, :, None] + fact[:, None] + own) * SETS + self.papers()).astype(np.int32)


def case_of(number: int) -> tuple[Case, int]:
    """The question that a number stands for, and the kinds of paper, as bits."""
    rest, papers = divmod(number, SETS)
    rest, own = divmod(rest, 2)
    rest, minor = divmod(rest, 2)
    asker, cell = divmod(rest, CELLS)
    role, purpose = divmod(asker, PURPOSES)
    law, category = divmod(cell, CATEGORIES)
    return Case(law, category, bool(minor), bool(own), role, purpose), papers


@cache
def table() -> Column:
    """Every question there can be, answered."""
    answers = np.empty(QUESTIONS, np.uint8)
    for number in range(QUESTIONS):
        case, papers = case_of(number)
        answers[number] = oracle(case, lambda kind, papers=papers: bool(papers >> kind & 1))
    return answers


def lookup(columns: Columns) -> Column:
    return table()[columns.cases()]
