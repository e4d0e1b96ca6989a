"""What someone looked at before they said something, kept as it was on that day."""

from __future__ import annotations

from typing import Any

from kinbridge.coalition.models import Indicator
from kinbridge.coalition.rules.ideas import Evidence
from kinbridge.coalition.values import sheet_of
from kinbridge.measures.board import latest
from kinbridge.measures.charts import note, says


class NotCounted(ValueError):
    """The measure has no released value to look at."""


def looked_at(*, evidence: str, measure: str, saw: str, coalition_id: int) -> dict[str, Any]:
    """The fields of `Looked`. A measure's words are copied from the last release, so that they stay what was seen."""
    if evidence != Evidence.MEASURE:
        return {"evidence": evidence, "saw": saw}
    release = latest(coalition_id)
    found = sheet_of(Indicator(measure=measure), release)
    if found is None:
        raise NotCounted("No release tells of this measure yet. Choose another, or say what people saw.")
    level = int(measure.partition(":")[2] or 0)
    told = found.trouble or says(found.year.everyone, level)
    words = f"{found.measure.title}, {found.measure.counts[level]}: {told}. {note(found)}"
    return {
        "evidence": evidence,
        "measure": measure,
        "release": release,
        "saw": f"{words}\n{saw}" if saw else words,
    }
