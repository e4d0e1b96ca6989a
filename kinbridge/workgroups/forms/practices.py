"""Propose a practice, open a vote, vote, rate in a round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from kinbridge.directory.models import Organization
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.directory.rules.practices import practices
from kinbridge.sites.rules.registry import Site
from kinbridge.workgroups.forms.groups import SECTOR_CHOICES, DueForm, long_text
from kinbridge.workgroups.models import Delphi, Group
from kinbridge.workgroups.rules.grades import CHOICE_WORDS, GRADE_WORDS, MOVES, REASON_WORDS, Grade
from kinbridge.workgroups.rules.rounds import HIGHEST, LOWEST

MANY = forms.CheckboxSelectMultiple
MARK = "/"
"""Stands between a site and its finding; neither code has one."""


def origin_choices(sites: Iterable[Site]) -> list[tuple[str, str]]:
    found = []
    for site in sites:
        found.append((f"{site.code}{MARK}", f"{site.name}, as a whole"))
        found += [(f"{site.code}{MARK}{pair.code}", f"{site.name}: {pair.method[:70]}") for pair in site.pairs]
    return found


class ProposeForm(forms.Form):
    title = forms.CharField(label="The practice in a few words", max_length=120)
    what = long_text("What is done, for whom", most=2000)
    approach = forms.CharField(
        label="Approach", max_length=200, help_text="Such as: co-location, warm handoff, protocol"
    )
    points = forms.TypedMultipleChoiceField(
        label="When in a family's path", choices=list(POINT_WORDS.items()), coerce=int, widget=MANY
    )
    sectors = forms.MultipleChoiceField(label="Disciplines", choices=SECTOR_CHOICES, widget=MANY)
    organization = forms.ModelChoiceField(
        label="Who does it here", queryset=Organization.objects.none(), required=False, empty_label="Nobody yet"
    )
    register = forms.ChoiceField(label="In the register of evidence", required=False)
    origins = forms.MultipleChoiceField(
        label="Sites and findings it comes from", required=False, help_text="Hold Ctrl or Command to choose several"
    )

    def __init__(self, *args: Any, sites: Iterable[Site], coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organization.objects.filter(coalition=coalition_id).order_by("name")
        self.fields["organization"].queryset = known  # type: ignore[attr-defined]
        listed = [(one.code, f"{one.name} ({one.label})") for one in practices()]
        self.fields["register"].choices = [("", "Not in it"), *listed]  # type: ignore[attr-defined]
        self.fields["origins"].choices = origin_choices(sites)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "origins"}

    def came_from(self) -> list[tuple[str, str]]:
        pairs = (chosen.partition(MARK) for chosen in self.cleaned_data["origins"])
        return [(site, finding) for site, _mark, finding in pairs]


def group_field(groups: Sequence[Group]) -> forms.ModelChoiceField:
    known = Group.objects.filter(pk__in=[one.pk for one in groups]).order_by("name")
    return forms.ModelChoiceField(label="Which group", queryset=known, empty_label=None)


class OpenVoteForm(DueForm):
    to = forms.ChoiceField(label="Move it to")
    reasons = forms.MultipleChoiceField(
        label="Reasons", choices=[(code.value, words) for code, words in REASON_WORDS.items()], widget=MANY
    )
    why = long_text("Why, in words that stand for years", most=2000)
    delphi = forms.ModelChoiceField(
        label="After rounds", queryset=Delphi.objects.none(), required=False, empty_label="No rounds were held"
    )
    field_order = ("group", "to", "reasons", "why", "delphi", "due_on")

    def __init__(
        self, *args: Any, was: Grade, groups: Sequence[Group], delphis: Sequence[Delphi], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].label = "Open until"
        self.fields["to"].choices = [(to.value, GRADE_WORDS[to]) for to in MOVES[was]]  # type: ignore[attr-defined]
        self.fields["group"] = group_field(groups)
        known = Delphi.objects.filter(pk__in=[one.pk for one in delphis]).order_by("-opened_at")
        self.fields["delphi"].queryset = known  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class VoteForm(forms.Form):
    choice = forms.ChoiceField(
        label="Your vote",
        choices=[(code.value, words) for code, words in CHOICE_WORDS.items()],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label="Why",
        max_length=400,
        required=False,
        help_text="Stands beside your name when the vote is closed. Above all if you see it otherwise.",
    )
    gains = forms.BooleanField(label="My own organization would gain from this", required=False)


class AskForm(DueForm):
    question = forms.CharField(
        label="What they rate from 1 to 9",
        max_length=300,
        help_text="Such as: How sure are you that it helps families here?",
    )
    field_order = ("group", "question", "due_on")

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].label = "First round open until"
        self.fields["group"] = group_field(groups)
        self.order_fields(self.field_order)


class RateForm(forms.Form):
    rating = forms.TypedChoiceField(
        label="Your rating",
        help_text=f"{LOWEST}: not at all. {HIGHEST}: entirely.",
        choices=[(str(number), str(number)) for number in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="Why",
        max_length=600,
        required=False,
        help_text="Shown without a name, in the order of the alphabet. Write nothing that only you could know.",
    )


class NextRoundForm(DueForm):
    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["due_on"].label = "Open until"
