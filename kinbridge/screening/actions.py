"""Record a screen, and what the person said to the help that was offered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.core.vocabulary import Category, OrganizationKind
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Member, Person
from kinbridge.screening.rules import Score, Status, score
from kinbridge.screening.rules.meaning import Meaning, explain
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.questions import Questionnaire
from kinbridge.screening.rules.wording import BY_KEY, QUESTIONNAIRES

SCREENERS = frozenset(Role) - {
    Role.PARENT,
    Role.COURT_LIAISON,
    Role.GUARDIAN_AD_LITEM,
    Role.COALITION_COORDINATOR,
    Role.TRAINER,
    Role.EVALUATOR,
    Role.PRIVACY_OFFICER,
    Role.COUNSEL,
    Role.ADMINISTRATOR,
}
CLINICAL = frozenset(
    {
        OrganizationKind.OPIOID_TREATMENT_PROGRAM,
        OrganizationKind.TREATMENT_PROGRAM,
        OrganizationKind.HOSPITAL,
        OrganizationKind.CLINIC,
    }
)
OFFER_ANSWERS = ("accepted", "later", "declined")


class CannotScore(ValueError):
    """The answers do not fit the instrument; the message says which and why, and nothing was kept."""


class MayNotScreen(PermissionError):
    """This role does not screen, or this instrument is for clinicians."""


def offered_to(viewer: Viewer) -> tuple[Questionnaire, ...]:
    """The screens this viewer may use: none for those who do not screen, clinical ones for clinical programs only."""
    if viewer.role not in SCREENERS:
        return ()
    clinical = viewer.organization_kind in CLINICAL
    return tuple(each for each in QUESTIONNAIRES if clinical or not each.clinical)


@transaction.atomic
def record_screen(
    *,
    family: Family,
    person: Person,
    instrument: str,
    answers: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    language: str = "en",
) -> Entry:
    """Score the answers and keep both as one fact of the chart, with its audit line.

    Declined and unasked questions are kept as such. Raises `CannotScore` when an answer does not exist on the form,
    `MayNotScreen` when this viewer may not use the instrument, and Person.DoesNotExist for someone of another family.
    """
    if instrument not in {each.key for each in offered_to(by)}:
        raise MayNotScreen("This screen is not one that your program uses.")
    day = day_of(at)
    if not Member.objects.on(day).filter(family=family, person=person).exists():
        raise Person.DoesNotExist("This person does not belong to this family today.")
    result = score(instrument, answers, **(context or {}))
    if result.status is Status.ERROR:
        raise CannotScore(str(result.found["error"]))
    questionnaire = BY_KEY[instrument]
    return record_entry(
        family=family,
        subject=person,
        kind="screening_result",
        body={
            "instrument": instrument,
            "name": questionnaire.name,
            "status": result.status.value,
            "says": _in_a_line(questionnaire, result),
            "result": result.as_result(),
            "answers": dict(answers),
            "context": dict(context or {}),
            "language": language,
            "wording": questionnaire.variant,
            "rules_checked_on": PUBLISHED[instrument].checked_on.isoformat(),
        },
        occurred_at=at,
        by=by,
        at=at,
        category=questionnaire.category,
    )


def _in_a_line(questionnaire: Questionnaire, result: Score) -> str:
    """What the chart's list says. A screen that is asked in private says nothing there; its own page does."""
    if questionnaire.private:
        return "asked in private; open it to read it."
    meaning = explain(questionnaire, result, language="en")
    return " ".join([*(f"{urgent.heading}." for urgent in meaning.urgent), _verdict(meaning), *meaning.found])


def _verdict(meaning: Meaning) -> str:
    return "" if meaning.verdict == "none" else f"{meaning.heading}."


@transaction.atomic
def record_offer(*, screen: Entry, answer: str, by: Viewer, at: datetime) -> Entry:
    """Keep what the person said to the help that followed a screen. `screen` must come from `reading.open_screen`."""
    if answer not in OFFER_ANSWERS:
        raise ValueError("The answer to an offer is accepted, later, or declined.")
    return record_entry(
        family=screen.family,
        subject=screen.label.subject,
        kind="screening_offer",
        body={"screen": screen.pk, "name": BY_KEY[screen.body["instrument"]].name, "answer": answer},
        occurred_at=at,
        by=by,
        at=at,
        category=Category(screen.label.category),
    )
