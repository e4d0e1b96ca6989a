"""A certificate as a tagged PDF, with the code by which anyone can check it."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from kinbridge.directory.local_time import day_of
from kinbridge.learning.models import Certificate


def as_pdf(certificate: Certificate, *, check_at: str) -> bytes:
    """PDF/UA-1 bytes. `check_at` is the address where a code is typed in."""
    day = day_of(certificate.at)
    data = {
        "name": certificate.name,
        "course": certificate.title,
        "version": certificate.version,
        "hours": f"{certificate.hours.normalize():f}",
        "day": f"{day:%B} {day.day}, {day.year}",
        "approved": certificate.approved_by
        or "No licensing board has approved this course for continuing education. Ask your board whether it counts.",
        "code": certificate.code,
        "check": check_at,
    }
    template = Path(__file__).parent / "certificate.typ"
    return typst.compile(template, sys_inputs={"certificate": json.dumps(data)}, pdf_standards=["ua-1"])
