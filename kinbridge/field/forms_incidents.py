"""The report as a form, for the site and for what a phone sends; the choice between two; a debrief."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from kinbridge.directory.local_time import local_time
from kinbridge.field.models import Debrief, Version
from kinbridge.field.rules.aid import MARKS
from kinbridge.field.rules.report import KINDS, LABELS, MINUTE, PROSE, Difference
from kinbridge.people.models import Family, Person

OLDEST = timedelta(days=365)
AHEAD = timedelta(days=1)
HINTS = {
    "saw": "Facts, times and words, as seen and said. Initials are enough.",
    "lot": "Leave it empty if you gave none.",
    "told": "Supervisor, 911, Poison Help: who and when.",
}


class ReportForm(forms.Form):
    happened_at = forms.DateTimeField(label=LABELS["happened_at"], input_formats=[MINUTE, f"{MINUTE}:%S"])
    kind = forms.ChoiceField(label=LABELS["kind"], choices=list(KINDS.items()))
    doses = forms.IntegerField(label=LABELS["doses"], min_value=0, max_value=20, required=False)
    lot = forms.CharField(label=LABELS["lot"], max_length=40, required=False)

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["happened_at"].widget = forms.DateTimeInput()
        for code, most in PROSE.items():
            self.fields[code] = forms.CharField(
                label=LABELS[code],
                help_text=HINTS.get(code, ""),
                max_length=most,
                widget=forms.Textarea(attrs={"rows": 4 if most > 500 else 2}),
                required=False,
            )
        for mark in MARKS:
            self.fields[mark] = forms.TimeField(label=LABELS[mark], widget=forms.TimeInput(), required=False)
        self.fields["lot"].help_text = HINTS["lot"]
        self.order_fields(list(LABELS))

    def clean_happened_at(self) -> datetime:
        said: datetime = self.cleaned_data["happened_at"]
        if self.now is not None and not self.now - OLDEST <= said <= self.now + AHEAD:
            raise forms.ValidationError("Check the day: this is over a year ago, or still to come.")
        return said

    def body(self) -> dict[str, str]:
        """What was filled in, as it is kept."""
        given = dict(self.cleaned_data)
        times = {mark: given.pop(mark) for mark in MARKS}
        kept = {"happened_at": local_time(given.pop("happened_at")).strftime(MINUTE), **given}
        kept |= {mark: at.strftime("%H:%M") for mark, at in times.items() if at is not None}
        return {code: str(value).replace("\r\n", "\n") for code, value in kept.items() if value not in (None, "")}


class SentForm(ReportForm):
    """A report as a phone sends it: with its names, and the time by the phone's clock."""

    incident = forms.UUIDField()
    save = forms.UUIDField()
    base = forms.UUIDField(required=False)
    written_at = forms.DateTimeField()

    def clean_written_at(self) -> datetime:
        said: datetime = self.cleaned_data["written_at"]
        return said if self.now is None or self.now - OLDEST <= said <= self.now else self.now

    def body(self) -> dict[str, str]:
        named = ("incident", "save", "base", "written_at")
        return {code: text for code, text in super().body().items() if code not in named}


class DebriefForm(forms.Form):
    how = forms.ChoiceField(label="How are you now?", choices=Debrief.How, widget=forms.RadioSelect)
    words = forms.CharField(
        label="For yourself, if you want",
        help_text="Nobody else reads this.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    call_me = forms.BooleanField(
        label="Ask my supervisor to call me",
        help_text="They see that you asked, and when. Nothing else.",
        required=False,
    )


class SentDebriefForm(DebriefForm):
    key = forms.UUIDField()


class ChooseForm(forms.Form):
    """For each field that differs: the one, the other, or both."""

    def __init__(
        self, *args: Any, differ: tuple[Difference, ...], stands: Version, waits: Version, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.differ, self.stands, self.waits = differ, stands, waits
        self.fields["stood"] = forms.UUIDField(widget=forms.HiddenInput(), initial=stands.key)
        for one in differ:
            choices = [("one", "one"), ("other", "other"), *([("both", "both")] if one.may_join else [])]
            self.fields[one.code] = forms.ChoiceField(label=one.label, choices=choices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one in self.differ:
            if given.get(one.code) == "both" and len(one.joined) > PROSE[one.code]:
                self.add_error(
                    one.code, f"Both together are over {PROSE[one.code]} characters. Choose one, then edit it."
                )
        return given

    def body(self) -> dict[str, str]:
        merged = dict(self.stands.body)
        for one in self.differ:
            chosen = {"one": one.one, "other": one.other, "both": one.joined}[self.cleaned_data[one.code]]
            merged[one.code] = chosen
        return {code: text for code, text in merged.items() if text}

    @property
    def stood(self) -> UUID:
        known: UUID = self.cleaned_data["stood"]
        return known


class FamilyForm(forms.Form):
    family = forms.ModelChoiceField(
        Family.objects.none(),
        label="Which family was it about?",
        help_text="Families you are named on. A family you do not work with yet: leave it empty.",
        empty_label="None of them",
        required=False,
    )

    def __init__(self, *args: Any, families: QuerySet[Family], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["family"]
        field.queryset = families  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class ChartForm(forms.Form):
    subject = forms.ModelChoiceField(Person.objects.none(), label="In whose record?", empty_label="Choose")

    def __init__(self, *args: Any, people: tuple[Person, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
