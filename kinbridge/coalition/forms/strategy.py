"""State a value, change a goal, write or change a line of the strategy."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from kinbridge.accounts.models import Role, User
from kinbridge.coalition.forms.seen import SeenForm
from kinbridge.coalition.models import Goal, Indicator, Line
from kinbridge.coalition.rules.strategy import PHASE_WORDS, SAYS_WHY, STATUS_WORDS, Kind, Status
from kinbridge.coalition.values import choices
from kinbridge.directory.fields import area
from kinbridge.directory.models import Membership

MOST = 1e12
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
PERCENT = "%"


def people_at_work(coalition_id: int, *, on: date) -> QuerySet[User]:
    """Whoever works for a partner that day."""
    at_work = Membership.objects.on(on).filter(program__organization__coalition=coalition_id).exclude(role=Role.PARENT)
    return User.objects.filter(pk__in=at_work.values("user")).order_by("last_name", "first_name", "pk")


def some_day(day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise forms.ValidationError("Give a day between 2000 and 2100.")
    return day


def plain_number(value: float | None) -> float | None:
    if value is not None and not (math.isfinite(value) and abs(value) <= MOST):
        raise forms.ValidationError("Give a plain number, such as 42.")
    return value


class ReadingForm(forms.Form):
    value = forms.FloatField(label="Value now")
    on = forms.DateField(label="On which day")
    note = forms.CharField(label="Where the number comes from", max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_value(self) -> float | None:
        return plain_number(self.cleaned_data["value"])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day has not come yet; give the day the number is from.")
        some_day(on)
        return on


class IndicatorForm(SeenForm):
    """What is looked at, where something is."""

    words = forms.CharField(label="What we look at", max_length=160)
    unit = forms.CharField(label="Unit", help_text="Such as % or agencies", max_length=20, required=False)
    target = forms.FloatField(label="Target", required=False)
    direction = forms.ChoiceField(label="Better is", choices=[("up", "More"), ("down", "Less")])
    measure = forms.ChoiceField(
        label="Where its value comes from",
        help_text="A measure gives its value with each release, small numbers hidden.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "A person states it"), *choices()]  # type: ignore[attr-defined]

    def clean_target(self) -> float | None:
        return plain_number(self.cleaned_data["target"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("measure"):
            given["unit"] = PERCENT
        elif given.get("words") and not given.get("unit"):
            self.add_error("unit", "Say what is counted, such as % or agencies.")
        return given

    def indicator(self) -> dict[str, Any] | None:
        """Its fields, or None where nothing is looked at."""
        given = {name: self.cleaned_data[name] for name in INDICATOR if name in self.cleaned_data}
        return given if given.get("words") else None


INDICATOR = ("words", "words_es", "unit", "target", "direction", "measure")


def told_by(indicator: Indicator | None) -> dict[str, Any]:
    """What a form shows at first."""
    return {name: getattr(indicator, name) for name in INDICATOR} if indicator is not None else {}


class GoalForm(IndicatorForm):
    title = forms.CharField(label="Goal", max_length=120)
    title_es = forms.CharField(label="The goal in Spanish", max_length=120, required=False)
    aim = forms.CharField(label="What it aims at", widget=area(), max_length=500)
    aim_es = forms.CharField(label="The aim in Spanish", widget=area(), max_length=500, required=False)
    owner = forms.ModelChoiceField(label="Who answers for it", queryset=User.objects.none(), required=False)
    words_es = forms.CharField(label="What we look at, in Spanish", max_length=160, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "title_es", "aim", "aim_es", "owner", "words", "words_es", *INDICATOR[2:])

    def __init__(self, *args: Any, goal: Goal, people: QuerySet[User], **kwargs: Any) -> None:
        own = {name: getattr(goal, name) for name in (*GOAL, "version")}
        super().__init__(*args, initial=own | told_by(goal.indicator), **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in GOAL}


GOAL = ("title", "title_es", "aim", "aim_es", "owner")


class LineForm(IndicatorForm):
    """A line of one kind: the questions of the other kinds are left out."""

    title = forms.CharField(max_length=160)
    phase = forms.ChoiceField(label="Step", choices=[(phase.value, words) for phase, words in PHASE_WORDS.items()])
    takes = forms.CharField(label="What it takes", help_text="People, money, agreements", max_length=160)
    gives = forms.CharField(label="What there is once it is done", help_text="Such as 40 trained", max_length=160)
    owner = forms.ModelChoiceField(label="Who answers for it", queryset=User.objects.none(), required=False)
    due_on = forms.DateField(label="By when", required=False)
    status = forms.ChoiceField(label="How far it is", choices=[(s.value, words) for s, words in STATUS_WORDS.items()])
    why = forms.CharField(
        label="What changed, or what you need", help_text="Kept in the history", max_length=300, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "phase", "takes", "gives", "owner", "due_on", "status", "why", *INDICATOR)

    def __init__(self, *args: Any, kind: str, people: QuerySet[User], line: Line | None = None, **kwargs: Any) -> None:
        first = {name: getattr(line, name) for name in (*OF_KIND[kind], "version")} if line else {}
        super().__init__(*args, initial=first | told_by(line.indicator if line else None), **kwargs)
        for name in _left_out(kind, new=line is None):
            del self.fields[name]
        self.kind = kind
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["title"].label = {
            Kind.OBJECTIVE: "What will be different",
            Kind.STRATEGY: "How we go about it",
            Kind.ACTIVITY: "What someone does",
        }[Kind(kind)]
        if "words" in self.fields:
            self.fields["words"].required = self.fields["direction"].required = False

    def clean_due_on(self) -> date | None:
        return some_day(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("status") in SAYS_WHY and "why" in self.fields and not given.get("why"):
            asked = "Say what you need, and from whom." if given["status"] == Status.NEEDS_HELP else "Say why."
            self.add_error("why", asked)
        if given.get("measure") and not given.get("words"):
            self.add_error("words", "Say in a few words what is looked at.")
        return given

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OF_KIND[self.kind] if name in self.cleaned_data}


EVERY = ("title", "owner", "due_on", "status")
OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.OBJECTIVE: EVERY,
    Kind.STRATEGY: (*EVERY, "phase"),
    Kind.ACTIVITY: (*EVERY, "takes", "gives"),
}


def _left_out(kind: str, *, new: bool) -> Iterable[str]:
    others = {"phase", "takes", "gives"} - set(OF_KIND[kind])
    indicator = set() if kind == Kind.OBJECTIVE else set(INDICATOR) - {"words_es"}
    return others | indicator | ({"why", "version", "status"} if new else set())
