"""The page to keep on paper, in the language that is active."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path

import typst
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext

from kinbridge.plans.one_page import Coming, OnePage

TEMPLATE = Path(__file__).parent / "one_page.typ"


def as_pdf(page: OnePage, *, on: date) -> bytes:
    """PDF/UA-1 bytes of one tagged page of letter paper."""
    return typst.compile(TEMPLATE, sys_inputs={"page": json.dumps(data(page, on=on))}, pdf_standards=["ua-1"])


def data(page: OnePage, *, on: date) -> dict[str, object]:
    """Everything that the paper says."""
    plan = page.shown.plan
    found: dict[str, object] = {
        key: {"title": part.title, "lines": list(part.lines)} for key, part in page.parts.items()
    }
    return found | {
        "language": get_language() or "en",
        "parent": plan.parent.name,
        "coming": [[when(one), one.what, one.where] for one in page.coming],
        "people": list(people(page)),
        "words": {
            "title": gettext("One page to keep"),
            "printed": gettext("Printed %(day)s") % {"day": date_format(on, gettext("F j, Y"))},
            "next": gettext("What comes next"),
            "nothing": gettext("No day is set yet."),
            "columns": [gettext("When"), gettext("What"), gettext("Where")],
            "harmless": gettext("Naloxone does no harm to someone who took no opioid. If in doubt, give it."),
            "support": gettext("Your plan is support for you and your baby. It is not a court paper."),
        },
    }


def when(one: Coming) -> str:
    day = date_format(one.day, gettext("l, F j"))
    return f"{day}, {time_format(time.fromisoformat(one.hour))}" if one.hour else day


def people(page: OnePage) -> list[str]:
    """Whoever the family can call by day, by name."""
    said = {"person": page.person, "program": page.program, "phone": page.phone}
    if page.program and page.phone:
        first = gettext("With any question: %(person)s, %(program)s, %(phone)s") % said
    elif page.phone:
        first = gettext("With any question: %(person)s, %(phone)s") % said
    else:
        first = gettext("With any question: %(person)s") % said
    doctor = gettext("Baby's doctor, day or night: %(name)s") % {"name": page.doctor}
    return [first, *([doctor] if page.doctor else [])]
