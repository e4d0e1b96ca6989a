"""The court report as a tagged PDF, from the same facts as the page, with the notices that travel with them."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from kinbridge.court.reading import CourtPage
from kinbridge.court.rules import plain
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family

Table = dict[str, object]


def as_pdf(page: CourtPage, *, family: Family, by: Viewer) -> bytes:
    """PDF/UA-1 bytes of what this viewer may see, for the court's file."""
    data = {
        "family": family.name,
        "children": ", ".join(page.children),
        "prepared": f"Prepared {plain(page.on)} for {by.program_name}, from facts on file.",
        "tables": [table for table in _tables(page) if table["rows"]],
        "travels": list(page.travels.says),
        "keywords": page.travels.keywords.split(),
    }
    template = Path(__file__).parent / "report.typ"
    return typst.compile(template, sys_inputs={"report": json.dumps(data)}, pdf_standards=["ua-1"])


def _tables(page: CourtPage) -> list[Table]:
    return [
        _table(
            "Hearings ahead",
            ("Day", "Hearing", "For"),
            [(plain(one.on), one.type.capitalize() or "Hearing", ", ".join(one.who)) for one in page.ahead],
        ),
        _table(
            "Hearings held",
            ("Day", "Hearing", "Outcome", "For"),
            [
                (plain(one.on), one.type.capitalize(), one.outcome.replace("_", " "), ", ".join(one.who))
                for one in page.held
            ],
        ),
        _table(
            "Findings", ("Day", "The court found", "For"), [(plain(on), what, who) for on, what, who in page.findings]
        ),
        _table("Efforts", ("What", "For", "On file"), [(one.what, one.who, one.said) for one in page.efforts]),
        _table(
            "Services the court ordered",
            ("Ordered", "Service", "For", "Refer by", "Referred", "Answer", "Attendance"),
            [
                (
                    plain(one.on),
                    *(one.service, one.who, plain(one.refer_by)),
                    *(plain(one.referred_on) if one.referred_on else "not yet", one.answer, one.attended),
                )
                for one in page.orders
            ],
        ),
        _table(
            "Services offered",
            ("Referred", "Service", "For", "Answer", "First visit kept"),
            [(plain(one.on), one.service, one.who, one.answer, one.first_kept) for one in page.services],
        ),
        _table("Attendance that someone agreed to show", ("Who", "Where", "How often"), list(page.attended)),
        _table(
            "Waits on the system's side", ("What", "For", "How long"), [(w.what, w.who, w.said) for w in page.waits]
        ),
        _table(
            "What the law asks for next",
            ("Due", "What", "For", "Law"),
            [(plain(one.due) if one.due else "", one.title, who, one.cite) for one, who in page.clocks],
        ),
    ]


def _table(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    return {"title": title, "columns": list(columns), "rows": [list(row) for row in rows]}
