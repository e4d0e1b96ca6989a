"""The plan as a tagged PDF, from the same cut of the plan that the page shows."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from kinbridge.plans.models import ServiceLine
from kinbridge.plans.reading import ShownPlan

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def as_pdf(shown: ShownPlan) -> bytes:
    """PDF/UA-1 bytes of one viewer's view of a plan."""
    version = shown.version
    data = {
        "family": shown.plan.family.name,
        "parent": shown.plan.parent.name,
        "program": shown.plan.program.name,
        "coordinator": str(shown.plan.coordinator),
        "number": version.number,
        "changed": version.changed_at.strftime("%B %-d, %Y"),
        "answer": version.answer,
        "signature": version.signature,
        "answered": version.answered_at.strftime("%B %-d, %Y") if version.answered_at else "",
        "disagreement": version.disagreement,
        "notice": NOTICE if "part2_notice" in shown.obligations else "",
        "whole": shown.whole,
        "sections": [
            {"title": section.title, "answers": [[answer.label, answer.words] for answer in section.answers]}
            for section in shown.sections
        ],
        "services": [
            [line.need, line.person.name, line.service, line.owner, _progress(line), line.next_step or line.barrier]
            for line in shown.services
        ],
    }
    template = Path(__file__).parent / "plan.typ"
    return typst.compile(template, sys_inputs={"plan": json.dumps(data)}, pdf_standards=["ua-1"])


def _progress(line: ServiceLine) -> str:
    if line.first_kept_on:
        return f"First visit kept {line.first_kept_on:%b %-d, %Y}"
    return f"Referred {line.referred_on:%b %-d, %Y}" if line.referred_on else "Not referred yet"
