"""What a member writes down at a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from kinbridge.chart.received import Source
from kinbridge.directory.models import Viewer
from kinbridge.teams.models import Enrollment
from kinbridge.teams.rules import TOPICS

TOPIC_CHOICES = [(one.code, f"{one.name}: {one.enough}") for one in TOPICS]
NO_MORE = "No doses, test results or counseling content."


class SourcedForm(forms.Form):
    """Something said that another program may have told the writer."""

    source = forms.ChoiceField(
        label="Did another program tell you this?",
        help_text="Then it goes only to those whom the paper names that let them tell you.",
        required=False,
    )

    def __init__(self, *args: Any, sources: Mapping[int, Source], **kwargs: Any) -> None:
        """`sources`: what other programs let the writer see of this family."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [("", "No, we know it ourselves"), *((str(pk), one.words) for pk, one in sources.items())]
        if not sources:
            del self.fields["source"]

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        source = self.cleaned_data.get("source", "")
        return {**self.cleaned_data, "source": int(source) if source else None}


class UpdateForm(SourcedForm):
    topic = forms.ChoiceField(label="What it is about", choices=TOPIC_CHOICES)
    text = forms.CharField(
        label="What the team needs to know",
        help_text=f"Such as: steady, some missed, out of touch. {NO_MORE}",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("topic", "text", "source")


class DecisionForm(SourcedForm):
    text = forms.CharField(label="What the team decided", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    because = forms.CharField(label="Why", required=False, max_length=300)
    field_order = ("text", "because", "source")


class ActionForm(SourcedForm):
    text = forms.CharField(label="What will be done", max_length=300)
    owner = forms.ChoiceField(label="Who will do it", help_text="Members who may hear of this family.")
    due_on = forms.DateField(label="By when")
    field_order = ("text", "owner", "due_on", "source")

    def __init__(self, *args: Any, owners: Mapping[int, Viewer], **kwargs: Any) -> None:
        """`owners`: those who may take something on, by account."""
        super().__init__(*args, **kwargs)
        self.owners = owners
        field: Any = self.fields["owner"]
        people = sorted(owners.values(), key=lambda one: one.name)
        names = ((str(one.user_id), f"{one.name}, {one.program_name}") for one in people)
        field.choices = [("", "Choose a person"), *names]

    def said(self) -> dict[str, Any]:
        return {**super().said(), "owner": self.owners[int(self.cleaned_data["owner"])]}


class ToldForm(forms.Form):
    text = forms.CharField(
        label="What the family was told",
        help_text="In the words that were used. They read it in their own record.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer = forms.CharField(
        label="What they said to it",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"data-own-words": True}),
    )

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TimeForm(forms.Form):
    """A member asks for time at the next meeting."""

    family = forms.ChoiceField(label="Which family")
    topic = forms.ChoiceField(label="What it is about", choices=TOPIC_CHOICES)
    text = forms.CharField(
        label="What you would like to talk about",
        help_text=f"It becomes your own program's update. The list says only that a member asks for time. {NO_MORE}",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, families: Iterable[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.families = {str(one.pk): one for one in families}
        field: Any = self.fields["family"]
        names = ((pk, one.family.name) for pk, one in self.families.items())
        field.choices = [("", "Choose a family"), *names]

    def said(self) -> dict[str, Any]:
        chosen = self.families[self.cleaned_data["family"]]
        return {"enrollment": chosen, "topic": self.cleaned_data["topic"], "text": self.cleaned_data["text"]}
