"""An idea's way from a proposal to what lasts, when it has stalled, and what may be said of a result."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

STALLS_AFTER = 60
"""Days without a word, as the coalition's own habit has it; no outside authority sets this number."""


class Stage(StrEnum):
    PROPOSED = "proposed"
    PILOT = "pilot"
    DECIDED = "decided"
    SUSTAINED = "sustained"
    STOPPED = "stopped"


STAGE_WORDS = {
    Stage.PROPOSED: "Proposed",
    Stage.PILOT: "Being tried",
    Stage.DECIDED: "Decided",
    Stage.SUSTAINED: "Sustained",
    Stage.STOPPED: "Stopped",
}
ENDS = frozenset({Stage.SUSTAINED, Stage.STOPPED})
NEXT: dict[str, tuple[Stage, ...]] = {
    Stage.PROPOSED: (Stage.PILOT, Stage.STOPPED),
    Stage.PILOT: (Stage.DECIDED, Stage.STOPPED),
    Stage.DECIDED: (Stage.SUSTAINED, Stage.PILOT, Stage.STOPPED),
    Stage.SUSTAINED: (Stage.STOPPED,),
    Stage.STOPPED: (),
}


class Choice(StrEnum):
    """What a decision after a pilot says. The third answer is to stop, which is a stage of its own."""

    SPREAD = "spread"
    ADAPT = "adapt"


CHOICE_WORDS = {Choice.SPREAD: "Spread it as it is", Choice.ADAPT: "Change it, and then go on"}


class Evidence(StrEnum):
    MEASURE = "measure"
    DOCUMENT = "document"
    WORDS = "words"


EVIDENCE_WORDS = {
    Evidence.MEASURE: "A measure of the county, as last released",
    Evidence.DOCUMENT: "A document",
    Evidence.WORDS: "What people saw or said",
}


def stalled_for(*, stage: str, last_on: date, on: date) -> int:
    """Days since anyone said or did something about an idea that is still open; 0 while that is not long."""
    days = (on - last_on).days
    return days if stage not in ENDS and days > STALLS_AFTER else 0


class Attribution(StrEnum):
    CAUSED = "caused"
    CONTRIBUTED = "contributed"
    UNCLEAR = "unclear"


ATTRIBUTION_WORDS = {
    Attribution.CAUSED: "We caused it",
    Attribution.CONTRIBUTED: "We contributed to it",
    Attribution.UNCLEAR: "It is unclear whether it was us",
}


def overclaims(*, attribution: str, evidence: str, comparison: str) -> str:
    """Why a result may not be said to be caused, if it may not."""
    if attribution != Attribution.CAUSED:
        return ""
    if not comparison.strip():
        return "To say that you caused it, say what happened where this was not done, or before. Or say “contributed”."
    if evidence == Evidence.WORDS:
        return "To say that you caused it, show a measure or a document. What people said shows that you contributed."
    return ""
