"""What a page of a course is given ahead of its own scripts, for its window may reach no other."""

from __future__ import annotations

import json
import re

from django.templatetags.static import static
from django.utils.html import format_html

from kinbridge.learning.models import Launch
from kinbridge.learning.packages.launch_key import folder_of
from kinbridge.learning.packages.rules.manifest import Standard
from kinbridge.learning.packages.rules.scorm import start

BEFORE = [re.compile(tag, re.IGNORECASE) for tag in (rb"<head\b[^>]*>", rb"<html\b[^>]*>", rb"<!doctype\b[^>]*>")]
SEARCHED = 20_000


def furnished(page: bytes, launch: Launch) -> bytes:
    """The page with stand-ins for what its sandbox lacks and, for SCORM, the runtime, at the start of its head."""
    found = next(filter(None, (tag.search(page, 0, SEARCHED) for tag in BEFORE)), None)
    at = found.end() if found is not None else 0
    return page[:at] + _scripts(launch).encode() + page[at:]


def _scripts(launch: Launch) -> str:
    stand_ins = format_html('<script src="{}"></script>', static("learning/frame.js"))
    record = launch.record
    standard = Standard(record.part.package.standard)
    if standard is Standard.CMI5:
        return stand_ins
    learner = f"learner-{record.enrollment.user_id}"
    told = {
        "standard": standard,
        "commit": f"{folder_of(launch)}commit",
        "cmi": start(standard, record.part.told(), kept=record.kept, seconds=record.seconds, learner=learner),
    }
    return stand_ins + format_html(
        '<script src="{}"></script><script src="{}" data-launch="{}"></script>',
        static(f"vendor/scorm-again/{standard}.min.js"),
        static("learning/scorm.js"),
        json.dumps(told),
    )
