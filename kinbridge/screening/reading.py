"""Read screens back through the gate, as every page that shows one must."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kinbridge.chart.models import Entry
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import permitted_entries
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person
from kinbridge.screening.rules import score
from kinbridge.screening.rules.meaning import Meaning, explain
from kinbridge.screening.rules.published import PUBLISHED, Published
from kinbridge.screening.rules.questions import Questionnaire
from kinbridge.screening.rules.result import Score, Status
from kinbridge.screening.rules.wording import BY_KEY

REPEATED = "fnass_item"


@dataclass(frozen=True, slots=True)
class Screen:
    """One recorded screen that this viewer may see."""

    entry: Entry
    questionnaire: Questionnaire
    score: Score
    offered: str
    run: Score | None = None

    @property
    def person_name(self) -> str:
        return self.entry.label.subject.name

    @property
    def subject_id(self) -> int:
        return self.entry.label.subject_id

    @property
    def published(self) -> Published:
        return PUBLISHED[self.questionnaire.key]

    @property
    def language(self) -> str:
        return str(self.entry.body.get("language", "en"))

    def meaning(self, *, language: str) -> Meaning:
        return explain(self.questionnaire, self.score, language=language, run=self.run)


def screens(*, family: Family, by: Viewer, at: datetime) -> list[Screen]:
    """The screens of this family that the viewer may see, the latest first. Leaves a line in the audit."""
    entries = permitted_entries(
        family=family,
        by=by,
        purpose=purpose_of(by),
        at=at,
        kinds=("screening_result", "screening_offer"),
        act="screening.read",
    )
    offers = {entry.body["screen"]: entry.body["answer"] for entry in entries if entry.kind == "screening_offer"}
    shown = [_screen(entry, offers) for entry in entries if entry.body.get("instrument") in BY_KEY]
    return shown[::-1]


def _screen(entry: Entry, offers: dict[int, str]) -> Screen:
    found = dict(entry.body["result"])
    kept = Score(Status(found.pop("status", entry.body["status"])), found)
    return Screen(entry, BY_KEY[entry.body["instrument"]], kept, offers.get(entry.pk, ""))


def open_screen(*, entry_id: int, family: Family, by: Viewer, at: datetime) -> Screen | None:
    """One screen, or None when there is none that this viewer may see: the two look the same."""
    every = screens(family=family, by=by, at=at)
    found = next((screen for screen in every if screen.entry.pk == entry_id), None)
    return replace(found, run=_run(found, every)) if found and found.questionnaire.key == REPEATED else found


def _run(screen: Screen, every: list[Screen]) -> Score:
    """What the scorings of this baby say together, up to this one."""
    same = (each for each in every if each.questionnaire.key == REPEATED and each.subject_id == screen.subject_id)
    scores = [each.score.found.get("score") for each in same if each.entry.occurred_at <= screen.entry.occurred_at]
    return score("fnass_run", {"scores": scores[::-1]})


def carried_over(*, instrument: str, family: Family, person: Person, by: Viewer, at: datetime) -> dict[str, object]:
    """What the last assessment of this person tells the next one: for Eat, Sleep, Console, which items were a yes."""
    if instrument != "esc":
        return {}
    before = (each for each in screens(family=family, by=by, at=at) if each.questionnaire.key == instrument)
    last = next((each for each in before if each.subject_id == person.pk), None)
    return {"previous_yes_items": last.score.found.get("yes_items", [])} if last else {}
