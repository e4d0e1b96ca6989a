"""Propose an idea, take a step, tell a win, record a result; each with what was looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from kinbridge.accounts.models import User
from kinbridge.coalition.forms.seen import SeenForm
from kinbridge.coalition.forms.strategy import plain_number, some_day
from kinbridge.coalition.models import Goal, Idea
from kinbridge.coalition.rules.ideas import (
    ATTRIBUTION_WORDS,
    CHOICE_WORDS,
    EVIDENCE_WORDS,
    Evidence,
    Stage,
    overclaims,
)
from kinbridge.coalition.values import choices

LONG = 2000


def area(label: str, *, required: bool = True, hint: str = "", most: int = LONG) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=most,
        required=required,
    )


def a_goal() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label="Goal", queryset=Goal.objects.none(), required=False, empty_label="None of them"
    )


class EvidenceForm(SeenForm):
    """What was looked at."""

    evidence = forms.ChoiceField(
        label="What you looked at",
        choices=[(one.value, words) for one, words in EVIDENCE_WORDS.items()],
        initial=Evidence.WORDS,
    )
    measure = forms.ChoiceField(label="Which measure", required=False)
    saw = area(
        "What it says",
        hint="The document and where it is kept, or what people saw or said. No one family's story.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "None"), *choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        measured = given.get("evidence") == Evidence.MEASURE
        if measured and not given.get("measure"):
            self.add_error("measure", "Choose the measure that you looked at.")
        if not measured and "saw" in given and not given["saw"]:
            self.add_error("saw", "Say what you looked at, so that others can look too.")
        return given

    def looked(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("evidence", "measure", "saw")}


class IdeaForm(forms.Form):
    title = forms.CharField(label="The idea, in a few words", max_length=120)
    problem = area("What is in the way today")
    helps = forms.CharField(label="Whom it would help", max_length=200)
    lived = forms.BooleanField(label="It came from someone with lived experience", required=False)
    goal = a_goal()
    saw = area("What makes you think so", hint="What people saw or said, or a number. No one family's story.")

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "problem", "helps", "lived", "goal")}


class StepForm(EvidenceForm):
    """A word about an idea, or a step of it."""

    seen = "after"
    words = area("What happened since")
    after = forms.IntegerField(widget=forms.HiddenInput)
    field_order: tuple[str, ...] = ("words", "evidence", "measure", "saw")

    def said(self) -> dict[str, Any]:
        """The fields of the step."""
        asked = ("words", "question", "stop_rule", "until", "choice")
        return {name: self.cleaned_data[name] for name in asked if name in self.cleaned_data}


class PilotForm(StepForm):
    words = area("How it will be tried, and where")
    question = forms.CharField(label="What you want to find out", max_length=200)
    stop_rule = forms.CharField(label="What would make you stop early", max_length=200)
    until = forms.DateField(label="Until when")
    owner = forms.ModelChoiceField(label="Who carries it", queryset=User.objects.none())
    look = forms.CharField(
        label="What will be counted",
        help_text="Such as visits kept. Leave blank to count nothing.",
        max_length=160,
        required=False,
    )
    unit = forms.CharField(label="Unit", max_length=20, required=False)
    target = forms.FloatField(label="Target", required=False)
    direction = forms.ChoiceField(label="Better is", choices=[("up", "More"), ("down", "Less")])
    field_order = (
        *("words", "question", "stop_rule", "until", "owner", "look", "unit", "target", "direction"),
        *("evidence", "measure", "saw"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        return some_day(self.cleaned_data["until"])

    def clean_target(self) -> float | None:
        return plain_number(self.cleaned_data["target"])

    def indicator(self) -> dict[str, Any] | None:
        given = self.cleaned_data
        if not given["look"]:
            return None
        return {"words": given["look"], **{name: given[name] for name in ("unit", "target", "direction")}}


class DecisionForm(StepForm):
    choice = forms.ChoiceField(label="What was decided", choices=[(one.value, it) for one, it in CHOICE_WORDS.items()])
    words = area("Why")
    field_order = ("choice", "words", "evidence", "measure", "saw")


class SustainForm(StepForm):
    words = area("What keeps it going", hint="The policy, the money and until when, and whose work it is now")


class StopForm(StepForm):
    words = area("Why it stops, and what was learned")


FORMS: dict[str, type[StepForm]] = {
    Stage.DECIDED: DecisionForm,
    Stage.SUSTAINED: SustainForm,
    Stage.STOPPED: StopForm,
}


class WinForm(forms.Form):
    title = forms.CharField(label="What went well, in a few words", max_length=120)
    words = area("More about it", required=False, most=600)
    on = forms.DateField(label="On which day")
    goal = a_goal()

    def __init__(self, *args: Any, goals: QuerySet[Goal], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]

    def clean_on(self) -> date | None:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day has not come yet.")
        return some_day(on)


class ResultForm(EvidenceForm):
    title = forms.CharField(label="The result, in a few words", max_length=120)
    happened = area("What changed, from what to what, in which time")
    goal = forms.ModelChoiceField(label="Goal", queryset=Goal.objects.none())
    idea = forms.ModelChoiceField(
        label="Idea it came from", queryset=Idea.objects.none(), required=False, empty_label="None of them"
    )
    attribution = forms.ChoiceField(
        label="What the coalition had to do with it",
        choices=[(one.value, words) for one, words in ATTRIBUTION_WORDS.items()],
    )
    contributions = area("Who did what", hint="One a line: the partner, and what it did")
    others = area("What else could explain it")
    comparison = area(
        "What happened where this was not done, or before", hint="Needed to say that you caused it", required=False
    )
    field_order = (
        *("title", "happened", "goal", "idea", "evidence", "measure", "saw"),
        *("attribution", "contributions", "others", "comparison"),
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], ideas: QuerySet[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["idea"].queryset = ideas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        asked = {name: given.get(name, "") for name in ("attribution", "evidence", "comparison")}
        if claim := overclaims(**asked):
            self.add_error("attribution", claim)
        return given

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RESULT}


RESULT = ("title", "happened", "goal", "idea", "attribution", "contributions", "others", "comparison")
