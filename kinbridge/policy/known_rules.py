"""What a policy may touch in the program: rules of sharing, deadlines, and states' files, each by its id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kinbridge.clocks.rules import RULES as CLOCKS
from kinbridge.disclosure.rules import RULES as SHARING
from kinbridge.disclosure.rules.packs import read_packs


@dataclass(frozen=True, slots=True)
class Known:
    """`manual` is its page of docs/reference; `state` the state whose file it is, in small letters."""

    id: str
    kind: str
    says: str
    cite: str
    manual: str
    state: str = ""


@cache
def known_rules() -> dict[str, Known]:
    sharing = [Known(one.id, "Sharing", one.says, "; ".join(one.cites), "disclosure/README.md") for one in SHARING]
    clocks = [
        Known(one.id, "Deadline", f"{one.title}. {one.says}", one.cite, f"clocks/{one.lane.value.replace('_', '-')}.md")
        for one in CLOCKS
    ]
    files = [
        Known(
            f"LAW-{code}",
            "State law",
            f"What {pack.name} says of sharing, reports and plans",
            f"{len(pack.entries)} entries on file",
            f"states/{pack.name.lower().replace(' ', '-')}.md",
            code.lower(),
        )
        for code, pack in sorted(read_packs().by_state.items())
    ]
    return {one.id: one for one in (*sharing, *clocks, *files)}
