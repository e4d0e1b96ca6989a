"""A baby is born: the day, the first facts, and the end of the pregnancy."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person, Pregnancy


class BornAlready(ValueError):
    """Someone has written this birth down; of two who do it at once the first stands."""


class TooEarly(ValueError):
    """Before the pregnancy began, as far as the due date tells."""


@transaction.atomic
def record_birth(
    *, infant: Person, born_at: datetime, given_name: str, sex: str, weight_grams: int, by: Viewer, at: datetime
) -> None:
    """The baby keeps the id it had before birth, so one plan of safe care goes on. Twins are born one by one.

    Raises `BornAlready`, `TooEarly`, and `chart.actions.NotAttested`.
    """
    day = day_of(born_at)
    pregnancy = Pregnancy.objects.select_for_update().get(infants=infant)
    born = Person.objects.filter(pk=infant.pk, birth_date__isnull=True)
    weeks = (day - pregnancy.began_on).days // 7
    if weeks < 20:
        raise TooEarly("By the due date on file this is before the 20th week. Check the day, or the due date.")
    if not born.update(birth_date=day, given_name=given_name or infant.given_name, sex=sex or infant.sex):
        raise BornAlready("A colleague has written this birth down already.")
    Pregnancy.objects.filter(pk=pregnancy.pk, ended_on__isnull=True).update(ended_on=day, outcome="birth")
    record_entry(
        family=infant.family,
        subject=infant,
        kind="birth",
        body={"weeks": min(weeks, 44), "weight_grams": weight_grams},
        occurred_at=born_at,
        by=by,
        at=at,
    )
    audit("birth.recorded", by=by, at=at, family_id=infant.family_id, about=f"person:{infant.pk}")
