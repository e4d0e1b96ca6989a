"""The minutes as a tagged PDF, as their reader may read them, with their mark and the notices that travel with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import typst

from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer
from kinbridge.teams.hearing import Said
from kinbridge.teams.models import Action, Meeting
from kinbridge.teams.record import Minute, Minutes


def as_pdf(minutes: Minutes, *, meeting: Meeting, by: Viewer) -> bytes:
    """PDF/UA-1 bytes."""
    local = local_time(meeting.at)
    data = {
        "team": meeting.team.name,
        "held": f"{local:%B} {local.day}, {local.year}",
        "reader": f"As {by.name}, {by.program_name}, may read them.",
        "came": [f"{one.who}, {one.comes_from}" for one in minutes.came],
        "quorum": f"{minutes.quorum.present} of {minutes.quorum.needed} partners needed for a quorum were there.",
        "families": [_family(one) for one in minutes.families],
        "others": minutes.others,
        "mark": meeting.minutes_hash,
        "travels": list(minutes.travels.says),
        "keywords": minutes.travels.keywords.split(),
    }
    template = Path(__file__).parent / "minutes.typ"
    return typst.compile(template, sys_inputs={"minutes": json.dumps(data)}, pdf_standards=["ua-1"])


def _family(one: Minute) -> dict[str, object]:
    parts = [
        ("Updates", _words(one.updates)),
        ("Decisions", _words(one.decisions)),
        ("Actions", [_action(action) for action in one.actions]),
        ("What the family was told", _words(one.told)),
    ]
    return {
        "name": f"{one.item.position}. {one.item.family.name}",
        "why": one.item.why,
        "added": one.item.added_at is not None,
        "discussed": one.item.discussed_at is not None,
        "parts": [{"title": title, "rows": rows} for title, rows in parts if rows],
    }


def _words(said: Iterable[Said]) -> list[str]:
    return [f"{one.title}: {one.words} ({one.source})" for one in said]


def _action(action: Action) -> str:
    return f"{action.text}: {action.owner}, {action.program.name}, by {action.due_on:%B} {action.due_on.day}"
