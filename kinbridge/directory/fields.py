"""What forms of several capabilities ask alike: some lines of text, a day, and two days in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def plausible(day: date) -> None:
    """Raises `ValidationError` for a day that is a slip of the keyboard."""
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError("Check the year of this day.")


class DayField(forms.DateField):
    default_validators = [plausible]


def in_order(form: forms.Form, given: dict[str, Any], first: str, last: str) -> None:
    """Puts an error on the last of two days that were both given when it comes before the first."""
    if given.get(first) and given.get(last) and given[last] < given[first]:
        form.add_error(last, "It ends before it starts; check the two days.")
