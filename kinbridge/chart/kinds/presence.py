from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Answer = Literal["yes", "no", "unclear"]
Source = Literal["said", "seen", "screened", "record", "told"]
SOURCES = {
    "said": "what the parent said",
    "seen": "what the worker saw",
    "screened": "a screen",
    "record": "a record",
    "told": "what someone else told",
}


class Presence(Body, frozen=True):
    """Presence and immediacy: what a worker found at first contact, how it is known, and who responds when."""

    present: Answer
    affects: Answer
    urgent: Answer
    known_from: tuple[Source, ...] = ()
    about: Annotated[str, Meta(max_length=300)] = ""
    responder: Annotated[str, Meta(max_length=120)] = ""
    within_hours: Annotated[int, Meta(ge=0, le=168)] = 0

    def words(self) -> str:
        known = ", ".join(SOURCES[source] for source in self.known_from)
        found = [
            f"Substance use in the family: {spoken(self.present)}" + (f" (known from {known})" if known else ""),
            f"Affects the care of the children: {spoken(self.affects)}",
            f"Something urgent: {spoken(self.urgent)}" + (f" ({self.about.rstrip('.')})" if self.about else ""),
        ]
        if self.responder:
            when = f"within {self.within_hours} hours" if self.within_hours else "at once"
            found.append(f"{self.responder} responds {when}")
        return ". ".join(found) + "."


# Filed with treatment: whoever may not know that treatment was reached would else be told that it is overdue.
KIND = Kind("presence", "First contact: substance use and safety", Category.SUD_TREATMENT, Presence)
