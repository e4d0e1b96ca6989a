"""One question to the gate, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models.terms import program_words
from kinbridge.consents.wording import words
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.models import ConsentRequest
from kinbridge.people.models import Person

OTHER_KINDS = {
    Category.REPORTER_IDENTITY: _("who made a report"),
    Category.DV_LOCATION: _("where someone stays to be safe"),
}
OTHER_REASONS = {
    Purpose.CHILD_PROTECTION_INVESTIGATION: _("to look into a child’s safety"),
    Purpose.MEDICAL_EMERGENCY: _("a medical emergency"),
    Purpose.AUDIT_EVALUATION: _("an audit"),
}


def spoken(kind: str, code: Category | Purpose, others: dict[Any, Any]) -> str:
    said = str(others.get(code) or words(get_language() or "en")[kind].get(code.value, ""))
    return said[:1].upper() + said[1:]


class WhyForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("About whom?"), error_messages={"required": _("Choose a person.")}
    )
    category = forms.ChoiceField(label=_("What kind of information?"))
    program = forms.ModelChoiceField(
        Program.objects.none(),
        label=_("Held by whom?"),
        error_messages={"required": _("Choose the program that would hold it.")},
    )
    purpose = forms.ChoiceField(label=_("What would you need it for?"))

    def __init__(self, *args: Any, people: Iterable[Person], viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")
        person.label_from_instance = lambda one: f"{one.name} ({one.get_relation_display()})"
        program: Any = self.fields["program"]
        program.queryset = (
            Program.objects.filter(organization__coalition=viewer.coalition_id)
            .exclude(regimes=[])
            .select_related("organization")
            .order_by("organization__name", "name")
        )
        program.label_from_instance = program_words
        category: Any = self.fields["category"]
        category.choices = [(code.value, spoken("categories", code, OTHER_KINDS)) for code in Category]
        purpose: Any = self.fields["purpose"]
        purpose.choices = self._purposes(viewer)

    @staticmethod
    def _purposes(viewer: Viewer) -> list[tuple[str, Any]]:
        if viewer.person_id is not None:
            return [(Purpose.SELF_ACCESS.value, _("To know what is written about me and my children"))]
        table = words(get_language() or "en")["purposes"]
        usual = [purpose for purpose in Purpose if purpose.value in table]
        return [(code.value, spoken("purposes", code, OTHER_REASONS)) for code in (*usual, *OTHER_REASONS)]

    def question(self) -> dict[str, Any]:
        """What `answers.why` takes."""
        chosen = self.cleaned_data
        return {
            "person": chosen["person"],
            "program": chosen["program"],
            "category": Category(chosen["category"]),
            "purpose": Purpose(chosen["purpose"]),
        }


class AskForm(WhyForm):
    """The same question, put to the person: only kinds and reasons that a consent form has words for."""

    words = forms.CharField(
        label=_("Why you need it, in words for the person"),
        help_text=_("They read this. Do not write what you know or guess about them."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        said = words(get_language() or "en")
        for name in ("category", "purpose"):
            field: Any = self.fields[name]
            table = said["categories" if name == "category" else "purposes"]
            field.choices = [(code, label) for code, label in field.choices if code in table]
        program: Any = self.fields["program"]
        program.queryset = program.queryset.exclude(pk=viewer.program_id)

    def question(self) -> dict[str, Any]:
        """What `asking.ask` takes."""
        return super().question() | {"words": self.cleaned_data["words"].strip()}


def in_words(request: ConsentRequest) -> dict[str, str]:
    """A request as people read it, in the language that is active."""
    said = words(get_language() or "en")
    return {
        "who": str(request.asked_by),
        "program": program_words(request.asked_for),
        "holder": program_words(request.holder),
        "what": said["categories"].get(request.category, request.category),
        "why": said["purposes"].get(request.purpose, request.purpose),
    }
