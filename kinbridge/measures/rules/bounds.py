"""Between which values a hidden cell must lie, for someone who knows that no count is below zero.

A table with its totals is a ring of flows: from the whole to each row, through the cells to each column, and back to
the whole. What goes into a row or a column comes out of it. A hidden cell can be as much more than it is as can flow
around through the other hidden cells, each of which may give up no more than it has.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]
Node = tuple[str, int]
Room = dict[Node, dict[Node, int]]
"""How much more may flow from one place to another."""
WITHOUT_END = 1 << 40


def is_wide(table: Counts, hidden: AbstractSet[Cell], cell: Cell, *, threshold: int) -> bool:
    """Whether a hidden cell could be as large as the threshold, or has a whole small count of room to lie in."""
    value = table[cell[0]][cell[1]]
    more = _around(table, hidden, cell, enough=max(threshold - value, threshold - 1))
    if value + more >= threshold or more >= threshold - 1:
        return True
    return more + _around(table, hidden, cell, enough=threshold - 1 - more, less=True) >= threshold - 1


def _around(table: Counts, hidden: Collection[Cell], cell: Cell, *, enough: int, less: bool = False) -> int:
    """How much more the cell can be, or how much less; no further than `enough`."""
    room = _room(table, [one for one in hidden if one != cell])
    here, there = _ends(table, cell)
    start, goal = (here, there) if less else (there, here)
    found, most = 0, min(enough, table[cell[0]][cell[1]]) if less else enough
    while found < most and (path := _path(room, start, goal)):
        step = min(most - found, *(room[one][other] for one, other in path))
        for one, other in path:
            room[one][other] -= step
            room[other][one] += step
        found += step
    return found


def _room(table: Counts, cells: Collection[Cell]) -> Room:
    room: Room = {}
    for r, c in cells:
        here, there = _ends(table, (r, c))
        room.setdefault(here, {})[there] = WITHOUT_END
        room.setdefault(there, {})[here] = table[r][c]
    return room


def _ends(table: Counts, cell: Cell) -> tuple[Node, Node]:
    """From where to where a cell flows: a row's total into the row, a column's total out of the column."""
    row, column = ("row", cell[0]), ("column", cell[1])
    total = (cell[0] == len(table) - 1) != (cell[1] == len(table[0]) - 1)
    return (column, row) if total else (row, column)


def _path(room: Room, start: Node, goal: Node) -> list[tuple[Node, Node]]:
    """A shortest way on which there is room left; empty where there is none."""
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting and goal not in came:
        here = waiting.popleft()
        for there, left in room.get(here, {}).items():
            if left and there not in came:
                came[there] = here
                waiting.append(there)
    if goal not in came:
        return []
    path = []
    while goal != start:
        path.append((came[goal], goal))
        goal = came[goal]
    return path
