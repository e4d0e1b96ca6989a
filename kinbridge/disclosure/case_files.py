"""Worked situations in `cases/*.toml`: what counsel reads, what the tests run, and what the manual prints."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kinbridge.disclosure.rules import Ask
from kinbridge.disclosure.vignettes import read

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A situation in one sentence, the answer to it, and the rules it is for and against."""

    file: str
    says: str
    situation: Mapping[str, Any]
    decision: str
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    limits: tuple[str, ...]
    obligations: tuple[str, ...]
    neutral: bool | None
    must: bool | None

    @property
    def ask(self) -> Ask:
        return read(self.situation)


def cases() -> tuple[Case, ...]:
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in read_file(path))


def read_file(path: Path) -> Iterator[Case]:
    """The cases of one file. What `[usual]` says stands for every case that does not say otherwise."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    usual, papers = content.get("usual", {}), content.get("papers", {})
    for raw in content["case"]:
        yield Case(
            file=path.stem,
            says=raw["says"],
            situation=_situation({**usual, **raw}, papers),
            decision=raw["decision"],
            holds=tuple(raw.get("holds", ())),
            fails=tuple(raw.get("fails", ())),
            limits=tuple(raw.get("limits", ())),
            obligations=tuple(raw.get("obligations", ())),
            neutral=raw.get("neutral"),
            must=raw.get("must"),
        )


def _situation(raw: Mapping[str, Any], papers: Mapping[str, Any]) -> dict[str, Any]:
    """The case in the shape of the public vignettes, so that any engine can be asked."""
    laws, category, subject = raw["record"]
    kind, role = raw["asker"]
    request = {"recipient_kind": kind, "role": role, "purpose": raw["purpose"]}
    request.update({key: raw[key] for key in ("sought", "own_program") if key in raw})
    return {
        "title": raw["says"],
        "date": _plain(raw["on"]),
        "item": {
            "source_regime": laws.split("+") if "+" in laws else laws,
            "category": category,
            "subject": subject,
            "received_by_holder_under": raw.get("received_under"),
            "holder": raw.get("held_by", "source"),
            **({"jurisdiction": raw["record_state"]} if "record_state" in raw else {}),
        },
        "request": request,
        "authorities": [_paper(one, papers) for one in raw.get("papers", ())],
        "facts": raw.get("facts", {}),
        **({"jurisdiction": raw["state"]} if "state" in raw else {}),
    }


def _paper(one: str | Mapping[str, Any], papers: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(one, str):
        return _plain(papers[one])  # type: ignore[no-any-return]
    changes = {key: value for key, value in one.items() if key != "like"}
    return _plain({**(papers[one["like"]] if "like" in one else {}), **changes})  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    """Dates as the vignettes write them; an empty text for what a case takes away."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items() if each != ""}
    return value.isoformat() if isinstance(value, date) else value
