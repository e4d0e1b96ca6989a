"""What a practice may be called, how it moves from one grade to the next, and when a vote carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    PROMISING = "promising"
    BEST = "best"
    NOT_YET = "not_yet"
    RETIRED = "retired"


GRADE_WORDS = {
    Grade.PROPOSED: "Proposed",
    Grade.REVIEWED: "Reviewed",
    Grade.PROMISING: "Promising",
    Grade.BEST: "Best practice",
    Grade.NOT_YET: "Not yet",
    Grade.RETIRED: "Retired",
}
GRADED = (Grade.PROMISING, Grade.BEST, Grade.NOT_YET)
MOVES: dict[Grade, tuple[Grade, ...]] = {
    Grade.PROPOSED: (Grade.REVIEWED, Grade.RETIRED),
    Grade.REVIEWED: (*GRADED, Grade.RETIRED),
    **{grade: (*(other for other in GRADED if other is not grade), Grade.RETIRED) for grade in GRADED},
    Grade.RETIRED: (Grade.REVIEWED,),
}
"""Nothing is graded before it was reviewed, and what was retired is reviewed anew."""


class Reason(StrEnum):
    RATED = "rated"
    STUDIES = "studies"
    SITES = "sites"
    FAMILIES = "families"
    FITS = "fits"
    WORKERS = "workers"
    COST = "cost"
    FAIR = "fair"
    HARM = "harm"
    TOO_LITTLE = "too_little"
    REPLACED = "replaced"


REASON_WORDS = {
    Reason.RATED: "An evidence register rates it",
    Reason.STUDIES: "Studies we read ourselves",
    Reason.SITES: "What sites found",
    Reason.FAMILIES: "What families say",
    Reason.FITS: "It fits our families and places",
    Reason.WORKERS: "Who can give it here",
    Reason.COST: "What it costs, and who pays",
    Reason.FAIR: "Whom it reaches, and whom not",
    Reason.HARM: "It may do harm",
    Reason.TOO_LITTLE: "Too little is known",
    Reason.REPLACED: "Something better took its place",
}


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


CHOICE_WORDS = {Choice.FOR: "For", Choice.AGAINST: "Against", Choice.ABSTAIN: "Abstain"}
TWO_THIRDS = frozenset({Grade.BEST})
RULE = (
    "A vote counts when at least the group's quorum took part, those who abstain included. More for than against "
    "carries it; to call something a best practice, two of three of those for or against."
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on a move, against the number of votes that make a quorum."""

    yes: int
    no: int
    abstained: int
    quorum: int
    to: Grade

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstained

    @property
    def met(self) -> bool:
        return self.cast >= self.quorum

    @property
    def carried(self) -> bool:
        enough = 3 * self.yes >= 2 * (self.yes + self.no) if self.to in TWO_THIRDS else True
        return self.met and self.yes > self.no and enough

    @property
    def sentence(self) -> str:
        counted = f"{self.yes} for, {self.no} against, {self.abstained} abstained; quorum {self.quorum}."
        if not self.met:
            return f"No quorum: {counted}"
        return f"{'Carried' if self.carried else 'Not carried'}: {counted}"


def tally(choices: Iterable[str], *, quorum: int, to: Grade) -> Tally:
    counted = Counter(Choice(choice) for choice in choices)
    return Tally(counted[Choice.FOR], counted[Choice.AGAINST], counted[Choice.ABSTAIN], quorum, to)


def may_move(was: Grade, to: Grade) -> bool:
    return to in MOVES[was]
