"""Plain text with blank lines, `- ` lists and `## ` headings, as blocks that a template can print without markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list; `lines` holds one line, or one for each point."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.lines[0]


def blocks(text: str) -> tuple[Block, ...]:
    """The pieces of a text, in order. Lines that belong together are joined; nothing is ever read as HTML."""
    return tuple(_block(piece.strip()) for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip())


def _block(piece: str) -> Block:
    lines = [line.strip() for line in piece.splitlines()]
    if lines[0].startswith("- "):
        points: list[str] = []
        for line in lines:
            if line.startswith("- "):
                points.append(line[2:])
            else:
                points[-1] += f" {line}"
        return Block("list", tuple(points))
    if lines[0].startswith("## "):
        return Block("heading", (" ".join(lines)[3:],))
    return Block("text", (" ".join(lines),))
