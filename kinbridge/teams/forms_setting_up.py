"""The steps in which a team is set up. Each says what the team's columns are to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from kinbridge.consents.models.shelf import Shelved
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Membership, Program
from kinbridge.teams.models import Team

STEPS = ("name", "papers", "partners", "people", "rhythm", "check")
MOST_WEEKS = 26
MOST_AWAY = timedelta(days=3653)


class NameForm(forms.Form):
    name = forms.CharField(label="Name of the team", max_length=120)
    area = forms.CharField(
        label="Which families, and where",
        help_text="Such as: pregnant people with substance use disorder and their babies, Alder County.",
        max_length=200,
    )


class PapersForm(forms.Form):
    memorandum_on = forms.DateField(label="When the partners signed the memorandum of understanding", required=False)
    memorandum_kept = forms.CharField(label="Where the signed memorandum is kept", max_length=120, required=False)
    empanelment = forms.ChoiceField(
        label="The empanelment memo",
        help_text="By it the head of child welfare names the team under the state's law on multidisciplinary teams.",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, memos: Iterable[Shelved], today: date, **kwargs: Any) -> None:
        """`memos`: the team agreements on file that are in force."""
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["empanelment"]
        field.choices = [*((str(one.row.pk), _words(one)) for one in memos), ("", "None is on file yet")]

    def clean_memorandum_on(self) -> date | None:
        day: date | None = self.cleaned_data["memorandum_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError("That day is still to come. Give the day on which it was signed.")
        return day

    def said(self) -> dict[str, Any]:
        memo = self.cleaned_data["empanelment"]
        return {
            "memorandum_on": self.cleaned_data["memorandum_on"],
            "memorandum_kept": self.cleaned_data["memorandum_kept"],
            "empanelment_id": int(memo) if memo else None,
        }


def _words(paper: Shelved) -> str:
    statute = str(paper.row.detail.get("statute", "")) or "no statute named"
    on = paper.row.signed_on
    signed = f", signed {on:%B} {on.day}, {on.year}" if on else ""
    return f"{paper.row.reference or paper.title}: {statute}{signed}"


class PartnersForm(forms.Form):
    partners = forms.ModelMultipleChoiceField(
        Program.objects.none(),
        label="Partners at the table",
        help_text="Programs that signed the memorandum. The one that keeps the list is always one of them.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"partners": list(team.partners.values_list("pk", flat=True))}, **kwargs})
        field: Any = self.fields["partners"]
        attested = Program.objects.filter(organization__coalition=team.coalition_id).exclude(regimes__len=0)
        field.queryset = attested.order_by("name")


class PeopleForm(forms.Form):
    """Who sits for each partner. Someone who works for two partners sits for one of them."""

    def __init__(self, *args: Any, workers: Iterable[Membership], seats: Mapping[int, UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_program: dict[Program, list[Membership]] = {}
        for one in workers:
            by_program.setdefault(one.program, []).append(one)
        self.programs = {f"p{place}": program for place, program in enumerate(by_program)}
        for name, program in self.programs.items():
            people = {str(one.user_id): str(one.user) for one in by_program[program]}
            self.fields[name] = forms.MultipleChoiceField(
                label=program.name,
                choices=list(people.items()),
                initial=[user for user in people if seats.get(int(user)) == program.pk],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        seen: set[str] = set()
        for name in self.programs:
            chosen = set(self.cleaned_data.get(name, ()))
            if twice := chosen & seen:
                self.add_error(name, f"{len(twice)} of these sit for another partner already. Choose one partner each.")
            seen |= chosen
        return self.cleaned_data

    def people(self) -> dict[int, UUID]:
        return {int(user): program.pk for name, program in self.programs.items() for user in self.cleaned_data[name]}


class RhythmForm(forms.Form):
    first_at = forms.DateTimeField(
        label="First meeting",
        help_text="Later ones follow at the same hour. One that falls on a weekend or a holiday moves to the next day.",
    )
    every_weeks = forms.IntegerField(label="Meets every so many weeks", min_value=1, max_value=MOST_WEEKS)
    minutes = forms.IntegerField(label="How long, in minutes", min_value=15, max_value=480)
    quorum = forms.IntegerField(
        label="Quorum", help_text="How many partners have to be there for the team to decide.", min_value=1
    )

    def __init__(self, *args: Any, team: Team, now: datetime, **kwargs: Any) -> None:
        first = local_time(team.first_at) if team.first_at else None
        held = {"first_at": first, "every_weeks": team.every_weeks, "minutes": team.minutes, "quorum": team.quorum}
        super().__init__(*args, **{"initial": held, **kwargs})
        self.partners, self.now = team.partners.count(), now

    def clean_first_at(self) -> datetime:
        first: datetime = self.cleaned_data["first_at"]
        if abs(first - self.now) > MOST_AWAY:
            raise forms.ValidationError("That is more than ten years away. Check the year.")
        return first

    def clean_quorum(self) -> int:
        quorum: int = self.cleaned_data["quorum"]
        if quorum > self.partners:
            raise forms.ValidationError(f"There are {self.partners} partners at the table. Give that many or fewer.")
        return quorum
