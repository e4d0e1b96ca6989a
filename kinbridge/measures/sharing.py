"""What several definitions are made of, or one of them twice over: to be found once, and kept for all who read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import ibis.expr.operations as ops
from ibis.common.graph import Graph

from kinbridge.measures.rules.tables import Rows

WORK = (ops.Aggregate, ops.Distinct, ops.JoinChain)
"""What costs more to do again than to keep: all else is looking at facts that lie together."""


def shared(found: Mapping[str, Rows], keep: Callable[[Rows], Rows]) -> dict[str, Rows]:
    """The same rows under the same names, as read from what was kept. `keep` makes a table, the first needed first."""
    kept: dict[Any, Any] = {}
    for node in _read_often(found.values()):
        kept[node] = keep(node.replace(kept).to_expr()).op()
    return {name: rows.op().replace(kept).to_expr() for name, rows in found.items()}


def _read_often(found: Iterable[Rows]) -> list[Any]:
    """Those that more than one other step reads, the first needed first."""
    readers: defaultdict[Any, set[Any]] = defaultdict(set)
    for rows in found:
        steps, _ = Graph.from_bfs(rows.op()).toposort()
        for step in filter(_is_step, steps):
            for node in _read_by(step):
                readers[node].add(step)
    return [node for node, by in readers.items() if len(by) > 1 and node.find(WORK)]


def _is_step(node: Any) -> bool:
    """A join refers to what it joins by another name; that is no step."""
    return isinstance(node, ops.Relation) and not isinstance(node, ops.JoinReference)


def _read_by(step: Any) -> Iterator[Any]:
    """The steps that it reads itself, not those that they read in turn."""
    for node in step.__children__:
        if _is_step(node):
            yield node
        else:
            yield from _read_by(node)
