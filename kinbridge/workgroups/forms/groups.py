"""Start a group, give a seat, say what happened at a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms

from kinbridge.accounts.models import User
from kinbridge.stakeholders.rules.sectors import SECTORS
from kinbridge.workgroups.models import Member
from kinbridge.workgroups.rules.rhythm import RHYTHM_WORDS

SECTOR_CHOICES = [(code, sector.name) for code, sector in SECTORS.items()]


def long_text(
    label: str, help_text: str = "", *, rows: int = 3, required: bool = True, most: int = 4000
) -> forms.Field:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, widget=area)


class DueForm(forms.Form):
    """Something with a day by which it is done: not before today, and within five years."""

    due_on = forms.DateField(label="By which day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if not self.today <= due <= date(self.today.year + 5, 12, 31):
            raise forms.ValidationError("Give a day from today on, and within five years.")
        return due


class OwnedForm(DueForm):
    """The same, with the member who sees to it."""

    text = forms.CharField(label="What", max_length=300)
    owner = forms.ModelChoiceField(label="Who sees to it", queryset=Member.objects.none(), empty_label=None)
    field_order: tuple[str, ...] = ("text", "owner", "due_on")

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Member.objects.filter(pk__in=[one.pk for one in members]).order_by("name")
        self.fields["owner"].queryset = listed  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    name = forms.CharField(label="Name of the group", max_length=120)
    purpose = forms.CharField(label="What it is for", max_length=400)
    first_at = forms.DateTimeField(label="First meeting")
    rhythm = forms.ChoiceField(
        label="How often it meets",
        choices=[(rhythm.value, words) for rhythm, words in RHYTHM_WORDS.items()],
        help_text="Meetings are planned for two years",
    )
    minutes_long = forms.IntegerField(label="Minutes each time", min_value=15, max_value=480, initial=90)
    place = forms.CharField(label="Where", max_length=160)
    quorum_percent = forms.IntegerField(
        label="Quorum, in percent of the members", min_value=1, max_value=100, initial=50
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_first_at(self) -> datetime:
        first: datetime = self.cleaned_data["first_at"]
        if not abs(first.year - self.now.year) <= 3:
            raise forms.ValidationError("Give a day within three years.")
        return first


class SeatForm(forms.Form):
    account = forms.ModelChoiceField(
        label="Account", queryset=User.objects.none(), required=False, help_text="Leave blank for someone without one"
    )
    name = forms.CharField(label="Name", max_length=120, help_text="As the minutes say it")
    organization = forms.CharField(label="Organization", max_length=160)
    sector = forms.ChoiceField(label="Sector", choices=SECTOR_CHOICES)
    votes = forms.BooleanField(label="Has a vote", required=False, initial=True)

    def __init__(self, *args: Any, coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = User.objects.filter(memberships__program__organization__coalition=coalition_id)
        self.fields["account"].queryset = known.distinct().order_by("first_name", "last_name")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["user"] = given.pop("account")
        return given


class AgendaForm(forms.Form):
    agenda = long_text("Agenda", "One thing a line. No family's name.", rows=6, required=False)


class CallOffForm(forms.Form):
    why = forms.CharField(label="Why it is not held", max_length=200)


class AttendanceForm(forms.Form):
    came = forms.ModelMultipleChoiceField(
        label="Who came", queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Member.objects.filter(pk__in=[one.pk for one in members]).order_by("name")
        self.fields["came"].queryset = listed  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    text = long_text("Minutes", "Plain text. No family's name.", rows=10, most=20_000)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label="What came of it", max_length=300, required=False)
