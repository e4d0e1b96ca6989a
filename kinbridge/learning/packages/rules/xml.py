"""XML from strangers as a plain tree; without a document type it has no entities and no bombs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kinbridge.learning.packages.rules.limits import Refused

DEEPEST = 60


@dataclass(slots=True)
class Node:
    """An element by its local name, with the local names of its attributes."""

    name: str
    space: str
    attributes: dict[str, str]
    nodes: list[Node] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text on one line."""
        return " ".join("".join(self.words).split())

    def all(self, name: str) -> Iterator[Node]:
        return (node for node in self.nodes if node.name == name)

    def first(self, *path: str) -> Node | None:
        """The first element at the end of this path."""
        found: Node | None = self
        for name in path:
            found = next(found.all(name), None) if found is not None else None
        return found

    def text_of(self, *path: str) -> str:
        found = self.first(*path)
        return found.text if found is not None else ""


def tree(content: bytes, *, name: str) -> Node:
    """The root of the document. Raises `Refused`, naming the file."""
    parser = expat.ParserCreate(namespace_separator=" ")
    root = Node("", "", {})
    open_nodes = [root]

    def refuse_type(*_: object) -> None:
        raise Refused(f'"{name}" declares a document type (DOCTYPE). Take that line out; manifests need none.')

    def start(told: str, attributes: dict[str, str]) -> None:
        space, _, local = told.rpartition(" ")
        node = Node(local, space, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        open_nodes[-1].nodes.append(node)
        open_nodes.append(node)
        if len(open_nodes) > DEEPEST:
            raise Refused(f'"{name}" is nested more than {DEEPEST} levels deep. No manifest needs that.')

    def read(words: str) -> None:
        open_nodes[-1].words.append(words)

    parser.StartDoctypeDeclHandler = refuse_type
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_nodes.pop()
    parser.CharacterDataHandler = read
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f'"{name}" is not well-formed XML, so it cannot be read. Export the package again.') from error
    return root.nodes[0]
