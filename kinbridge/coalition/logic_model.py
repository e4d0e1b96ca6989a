"""The logic model, from the same rows as the strategy: what we put in, what we do, what that leaves, what changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinbridge.coalition.reading.goals import Card
from kinbridge.coalition.reading.strategy import Row, Strategy
from kinbridge.coalition.rules.strategy import Status


@dataclass(frozen=True, slots=True)
class Chain:
    """One activity, from what it takes to what it is to change."""

    takes: str
    does: Row
    gives: str


@dataclass(frozen=True, slots=True)
class Path:
    """All activities toward one objective. `inputs` and `outputs` name each thing once."""

    objective: Row
    chains: tuple[Chain, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return once(chain.takes for chain in self.chains)

    @property
    def outputs(self) -> tuple[str, ...]:
        return once(chain.gives for chain in self.chains)


@dataclass(frozen=True, slots=True)
class GoalPaths:
    card: Card
    paths: tuple[Path, ...]


def logic_model(strategy: Strategy) -> list[GoalPaths]:
    """What was set aside is left out: it leads nowhere now."""
    return [
        GoalPaths(branch.card, tuple(Path(objective, _chains(objective)) for objective in _kept(branch.objectives)))
        for branch in strategy.branches
    ]


def _chains(objective: Row) -> tuple[Chain, ...]:
    activities = [activity for approach in _kept(objective.under) for activity in _kept(approach.under)]
    return tuple(Chain(row.line.takes, row, row.line.gives) for row in activities)


def _kept(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.line.status != Status.SET_ASIDE]


def once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
