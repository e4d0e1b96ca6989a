"""Who of the county's people has read which wording: a clinician, someone who lived it, a lawyer."""

from __future__ import annotations

from kinbridge.exchange.county.place import County
from kinbridge.learning.actions.readings import sign_reading
from kinbridge.learning.rules.readings import Verdict
from kinbridge.workgroups.reading.wordings import find

SIGNED = (
    ("item", "article-moud-pregnancy", "hannah", Verdict.STANDS, "", -40),
    ("item", "course-sharing", "miriam", Verdict.STANDS, "", -33),
    ("rubric", "case-review", "tasha", Verdict.CHANGE, "Ask also whether the family was told what was written.", -26),
    ("rubric", "case-review", "hannah", Verdict.STANDS, "", -25),
    ("instrument", "uncope", "tasha", Verdict.STANDS, "The Spanish reads like people talk here.", -18),
)


def write_readings(county: County) -> int:
    """The number of readings signed; after the shelf was stocked."""
    for sort, key, who, verdict, remarks, day in SIGNED:
        by, at = county.viewer(who), county.moment(day)
        read = find(sort=sort, key=key, by=by)
        assert read is not None, key  # noqa: S101 - a slip in this file
        wording = read.wording
        sign_reading(sort=wording.sort, key=key, words=wording.words, verdict=verdict, remarks=remarks, by=by, at=at)
    return len(SIGNED)
