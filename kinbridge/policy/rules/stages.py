"""How a policy moves: from a draft to what is in effect, or out."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    IN_EFFECT = "in_effect"
    WITHDRAWN = "withdrawn"


STATUS_WORDS = {
    Status.DRAFT: "Draft",
    Status.PROPOSED: "Proposed",
    Status.ADOPTED: "Adopted",
    Status.IN_EFFECT: "In effect",
    Status.WITHDRAWN: "Withdrawn",
}
NEXT = {
    Status.DRAFT: (Status.PROPOSED, Status.WITHDRAWN),
    Status.PROPOSED: (Status.ADOPTED, Status.DRAFT, Status.WITHDRAWN),
    Status.ADOPTED: (Status.IN_EFFECT, Status.WITHDRAWN),
    Status.IN_EFFECT: (Status.WITHDRAWN,),
    Status.WITHDRAWN: (Status.DRAFT,),
}
"""Where each may go. What was proposed may go back to be written again; what was withdrawn begins again as a draft."""
CHANGES_RULES = frozenset({Status.ADOPTED, Status.IN_EFFECT})
"""From here on, the rules of the program that it touches need a look by people; no rule changes by itself."""


class Level(StrEnum):
    COUNTY = "county"
    STATE = "state"
    FEDERAL = "federal"


LEVEL_WORDS = {Level.COUNTY: "County", Level.STATE: "State", Level.FEDERAL: "Federal"}


class Stance(StrEnum):
    """Where a decision maker stood on a day, as somebody noted it. Never guessed from a party or a record."""

    FOR = "for"
    LEANS_FOR = "leans_for"
    UNDECIDED = "undecided"
    LEANS_AGAINST = "leans_against"
    AGAINST = "against"


STANCE_WORDS = {
    Stance.FOR: "For",
    Stance.LEANS_FOR: "Leans for",
    Stance.UNDECIDED: "Has not said",
    Stance.LEANS_AGAINST: "Leans against",
    Stance.AGAINST: "Against",
}
