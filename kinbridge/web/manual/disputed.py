"""Where lawyers differ: each question with the views and the choice made here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinbridge import disclosure
from kinbridge.web.manual import law
from kinbridge.web.manual.markdown import Pages, bullets, count, link, page, say, section, table

DISPUTED = f"{law.FOLDER}/disputed.md"
FILE = Path(str(disclosure.__file__)).with_name("disputed.toml")
QUESTIONS: tuple[dict[str, Any], ...] = tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["question"])


def pages() -> Pages:
    here = DISPUTED
    rows = [(link(one["id"], here, here=here, at=one["id"]), one["asks"], one["here"]) for one in QUESTIONS]
    return {
        DISPUTED: page(
            "Where lawyers differ",
            say("disputed", "intro", questions=count(len(QUESTIONS), "question")),
            table(("no.", "question", "the choice made here"), rows),
            *(section(one["id"], f"**{one['asks']}**", bullets(_told(one, here))) for one in QUESTIONS),
        )
    }


def _told(one: dict[str, Any], here: str) -> Iterator[str]:
    for number, view in enumerate(one["views"]):
        yield f"{'Another view' if number else 'One view'}: {view}"
    yield f"Here: **{one['here']}**"
    yield f"Law: {one['law']}"
    rules = " ".join(law.to_rule(rule, here=here) for rule in one["rules"])
    yield f"Rules that carry it: {rules}" if rules else "No rule carries it; people who attest and confirm do."
