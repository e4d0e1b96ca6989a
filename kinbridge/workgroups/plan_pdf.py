"""The plan of a planning session as a tagged PDF: priorities with their gaps, who does what, and what the room said."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from kinbridge.workgroups.models import Action
from kinbridge.workgroups.reading.planning import Missing, SessionPage


def as_pdf(page: SessionPage, *, coalition: str) -> bytes:
    """PDF/UA-1 bytes."""
    session = page.session
    data = {
        "title": session.title,
        "coalition": coalition,
        "point": session.get_point_display(),
        "held": f"{session.on:%B} {session.on.day}, {session.on.year}",
        "facilitator": str(session.facilitator),
        "group": session.group.name,
        "standing": "The plan stands." if session.closed_at else "Not closed yet: this may still change.",
        "priorities": [_missing(one) for one in page.priorities],
        "others": [_missing(one) for one in page.missing if not one.priority],
        "asked": [
            {
                "prompt": asked.prompt,
                "answers": [{"text": one.text, "otherwise": one.otherwise} for one in asked.answers],
            }
            for asked in page.asked
            if asked.answers
        ],
    }
    template = Path(__file__).parent / "plan.typ"
    return typst.compile(template, sys_inputs={"plan": json.dumps(data)}, pdf_standards=["ua-1"])


def _missing(one: Missing) -> dict[str, object]:
    return {
        "words": one.item.words,
        "dots": one.dots,
        "gap": one.item.gap.title if one.item.gap else "",
        "actions": [_action(action) for action in one.actions],
    }


def _action(action: Action) -> list[str]:
    due = f"{action.due_on:%b} {action.due_on.day}, {action.due_on.year}"
    return [action.text, f"{action.owner.name}, {action.owner.organization}", due, "done" if action.done_on else "open"]
