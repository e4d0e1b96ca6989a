"""What of an anonymous survey may be told: no group, and no difference of groups, of fewer than five people. Pure.

Answers are told by system and by place at work, and never by both at once. Someone who knows who answered can still
subtract: all managers less those of the courts. So groups are put together until nothing that can be worked out from
what is told is about fewer than five.

Each person stands in one system and at one place. Drawn as a line between the two, a survey is a graph whose lines
weigh as many people as stand there. What adds up from the told groups can single out some lines only if cutting them
takes the graph apart. So it is enough that every cut weighs five or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SMALLEST = 5
FEW = 20
ALL_OR_NONE = 30
"""Of fewer answers than this, none is told as all or as none: it would say so of each one."""
Node = tuple[int, str]
"""A group: of the first cut or of the second, by its code. The empty code is all groups that are not told."""
Turnout = Mapping[tuple[str, str], int]
"""How many answered, by their group in each of the two cuts."""


@dataclass(frozen=True, slots=True)
class Told:
    """The groups that are told alone, of each cut. `everyone` is False where too few answered to tell anything."""

    everyone: bool
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


def told(turnout: Turnout) -> Told:
    """Which groups may be told. A group with an empty code is those who did not say; it is never told alone."""
    people = {who: count for who, count in turnout.items() if count > 0}
    if sum(people.values()) < SMALLEST:
        return Told(False)
    shown = {node: size for node, size in _sizes(people).items() if node[1] and size >= SMALLEST}
    while shown and _weakest(people, shown) < SMALLEST:
        del shown[min(shown, key=lambda node: (shown[node], node))]
    return Told(
        True,
        tuple(sorted(code for cut, code in shown if cut == 0)),
        tuple(sorted(code for cut, code in shown if cut == 1)),
    )


def _sizes(people: Turnout) -> dict[Node, int]:
    sizes: dict[Node, int] = {}
    for (one, two), count in people.items():
        for node in ((0, one), (1, two)):
            sizes[node] = sizes.get(node, 0) + count
    return sizes


def _weakest(people: Turnout, shown: Iterable[Node]) -> int:
    """The weight of the lightest cut through any part of the graph that hangs together."""
    alone = set(shown)
    lines: dict[Node, dict[Node, int]] = {}
    for (one, two), count in people.items():
        left, right = ((0, one) if (0, one) in alone else (0, "")), ((1, two) if (1, two) in alone else (1, ""))
        for here, there in ((left, right), (right, left)):
            lines.setdefault(here, {})[there] = lines.get(here, {}).get(there, 0) + count
    lightest = sum(people.values())
    while lines:
        part = _reached(lines, next(iter(lines)))
        lightest = min(lightest, _lightest_cut({node: lines.pop(node) for node in part}))
    return lightest


def _reached(lines: Mapping[Node, Mapping[Node, int]], start: Node) -> set[Node]:
    found, ahead = {start}, [start]
    while ahead:
        for node in lines[ahead.pop()]:
            if node not in found:
                found.add(node)
                ahead.append(node)
    return found


def _lightest_cut(lines: Mapping[Node, Mapping[Node, int]]) -> int:
    """After Stoer and Wagner (1997): cut off the node that hangs on last, melt it into the one before, and again."""
    graph = {node: dict(others) for node, others in lines.items()}
    lightest = sum(sum(others.values()) for others in graph.values())
    while len(graph) > 1:
        order, weight = [], dict.fromkeys(graph, 0)
        while weight:
            last = max(weight, key=lambda node: (weight[node], node))
            cut = weight.pop(last)
            order.append(last)
            for node, count in graph[last].items():
                if node in weight:
                    weight[node] += count
        lightest = min(lightest, cut)
        _melt(graph, order[-1], into=order[-2])
    return lightest


def _melt(graph: dict[Node, dict[Node, int]], node: Node, *, into: Node) -> None:
    for other, count in graph.pop(node).items():
        del graph[other][node]
        if other != into:
            graph[into][other] = graph[into].get(other, 0) + count
            graph[other][into] = graph[other].get(into, 0) + count


# ── in what words ────────────────────────────────────────────────────────────


def how_many(people: int) -> str:
    """A number of people, never exact: one more or less than last time does not show."""
    if people < SMALLEST:
        return "fewer than 5"
    return "5 or more" if people < 10 else f"{people // 10 * 10} or more"


@dataclass(frozen=True, slots=True)
class Share:
    """A rounded percentage; `edge` says that it is at least, or at most, so much."""

    percent: int
    edge: str = ""

    @property
    def words(self) -> str:
        return f"{self.percent}%" if not self.edge else f"{self.percent}% or {self.edge}"


def share(part: int, of: int) -> Share | None:
    """How many of those who answered, in tens or fives. None where too few did."""
    if of < SMALLEST:
        return None
    step = 10 if of < FEW else 5
    percent = round(100 * part / of / step) * step
    if of < ALL_OR_NONE and percent >= 80:
        return Share(80, "more")
    if of < ALL_OR_NONE and percent <= 20:
        return Share(20, "less")
    return Share(percent)
