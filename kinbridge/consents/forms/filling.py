"""The four pages on which a consent is filled in. Each makes the terms from what it asks and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from kinbridge.consents.actions import LONGEST_MONTHS, USUAL_MONTHS
from kinbridge.consents.forms.parties import Group, Partners, grouped, named
from kinbridge.consents.models.terms import Terms
from kinbridge.consents.rules import TREATMENT_CLASS, Form
from kinbridge.consents.wording import SENSITIVE, words
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.people.models import Person

STEPS = ("about", "who", "what", "until")
KINDS = (
    (Form.SPECIFIC, _("Share certain things with certain partners (the usual form)")),
    (Form.TPO, _("One permission for health care: treatment, payment and operations")),
    (Form.COUNSELING_NOTES, _("A drug or alcohol counselor's private notes (always a form of its own)")),
    (Form.PSYCHOTHERAPY_NOTES, _("A therapist's private notes (always a form of its own)")),
    (Form.PROCEEDING, _("Records for a court case (always a form of its own)")),
)
ORDINARY = (
    Category.SUD_ATTENDANCE,
    Category.SUD_TREATMENT,
    Category.DEMOGRAPHIC,
    Category.CONTACT,
    Category.GENERAL_HEALTH,
    Category.REPRODUCTIVE,
    Category.EARLY_INTERVENTION,
    Category.EDUCATION,
    Category.SOCIAL_NEEDS,
    Category.CHILD_PROTECTION,
)
IN_HEALTH_CARE = (
    Category.SUD_TREATMENT,
    Category.DEMOGRAPHIC,
    Category.CONTACT,
    Category.GENERAL_HEALTH,
    Category.REPRODUCTIVE,
)
NOTES = {
    Form.COUNSELING_NOTES: Category.SUD_COUNSELING_NOTES,
    Form.PSYCHOTHERAPY_NOTES: Category.PSYCHOTHERAPY_NOTES,
}
TPO = (Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS)
PURPOSES = {
    Form.SPECIFIC: (
        Purpose.CASE_PLANNING,
        Purpose.CARE_COORDINATION,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.STAFFING_MEETING,
        Purpose.TREATMENT,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.SCHOOL_ENROLLMENT,
    ),
    Form.TPO: TPO,
    Form.COUNSELING_NOTES: (Purpose.TREATMENT, Purpose.CARE_COORDINATION, Purpose.CASE_PLANNING),
    Form.PSYCHOTHERAPY_NOTES: (Purpose.TREATMENT, Purpose.CARE_COORDINATION),
    Form.PROCEEDING: (Purpose.COURT_PROCEEDING_OTHER, Purpose.COURT_PROCEEDING_AGAINST_PATIENT),
}
LANGUAGES = (("en", "English"), ("es", "Español"))
NEVER = "never"
NOTHING = Terms(person=0)


def said(kind: str, codes: Iterable[Category | Purpose]) -> list[tuple[str, str]]:
    """Choices in the words of the form itself, so that what is ticked is what will be read."""
    table = words(get_language() or "en")[kind]
    return [(code.value, table[code.value][:1].upper() + table[code.value][1:]) for code in codes]


class StepForm(forms.Form):
    """One page. `terms` after validation; `before` is what was filled in so far."""

    def __init__(self, *args: Any, before: Terms = NOTHING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before

    @property
    def terms(self) -> Terms:
        raise NotImplementedError


class AboutForm(StepForm):
    person = forms.ChoiceField(
        label=_("Whose information is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the person the paper is about.")},
    )
    form = forms.ChoiceField(
        label=_("What sort of permission?"),
        choices=[(form.value, text) for form, text in KINDS],
        widget=forms.RadioSelect,
        initial=Form.SPECIFIC.value,
        error_messages={"required": _("Choose one; most papers are the first sort.")},
    )
    language = forms.ChoiceField(
        label=_("In which language will they read it?"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("For another language, choose English and bring an interpreter."),
        error_messages={"required": _("Choose the language they read best.")},
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        field: Any = self.fields["person"]
        field.choices = [(str(one.pk), f"{one.name} ({one.get_relation_display()})") for one in people]
        if self.before.person:
            self.initial = {
                "person": str(self.before.person),
                "form": self.before.form.value,
                "language": self.before.language,
            }
        elif people:
            self.initial = {"person": str(people[0].pk), "language": people[0].language}

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        form = Form(chosen["form"])
        kept = self.before
        if kept.form is not form:  # the other pages asked for another sort of form
            kept = replace(NOTHING, shares=kept.shares)
        return replace(kept, person=int(chosen["person"]), form=form, language=chosen["language"])


class WhoForm(StepForm):
    shares = forms.MultipleChoiceField(
        label=_("Who may share?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who may share: choose at least one program.")},
    )
    treatment_class = forms.BooleanField(required=False)
    receives = forms.MultipleChoiceField(
        label=_("Who may get it?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, partners: Partners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = partners.titles()
        before = self.before
        self.single = before.form is Form.TPO
        shares: Any = self.fields["shares"]
        receives: Any = self.fields["receives"]
        shares.choices = partners.choices(attested=True)
        receives.choices = partners.choices(health=self.single)
        if self.single:
            class_words = words(get_language() or "en")["particulars"]["class_treatment"]
            self.fields["treatment_class"].label = class_words[:1].upper() + class_words[1:]
        else:
            del self.fields["treatment_class"]
        self.initial = {
            "shares": before.shares,
            "receives": before.receives,
            "treatment_class": TREATMENT_CLASS in before.receives or not before.receives,
        }

    def share_groups(self) -> Iterator[Group]:
        return grouped(self["shares"], self.titles)  # type: ignore[arg-type]

    def receive_groups(self) -> Iterator[Group]:
        return grouped(self["receives"], self.titles)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if not chosen.get("receives") and not chosen.get("treatment_class"):
            self.add_error("receives", _("Name who may get it: choose at least one partner."))
        both = set(chosen.get("shares", ())) & set(chosen.get("receives", ()))
        if both and len(chosen["shares"]) == len(chosen["receives"]) == 1:
            self.add_error("receives", _("The one who shares and the one who gets it are the same; change one."))
        return chosen

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        some = named(chosen["receives"], self.fields["receives"].choices)  # type: ignore[attr-defined]
        everyone = (TREATMENT_CLASS,) if chosen.get("treatment_class") else ()
        shares = named(chosen["shares"], self.fields["shares"].choices)  # type: ignore[attr-defined]
        return replace(self.before, shares=shares, receives=(*everyone, *some))


class WhatForm(StepForm):
    ordinary = forms.MultipleChoiceField(
        label=_("What may be shared?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    sensitive = forms.MultipleChoiceField(
        label=_("Share these too? Only what is ticked."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each needs its own yes. Leave it open, and the paper will say that it is not shared."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("Why is it shared?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say why: choose at least one reason.")},
    )
    records_since = forms.DateField(
        label=_("Only what happened from this day on"),
        required=False,
        help_text=_("Leave both days empty for everything."),
    )
    records_until = forms.DateField(label=_("Only what happened before this day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = self.before
        self.note = NOTES.get(before.form)
        purposes: Any = self.fields["purposes"]
        purposes.choices = said("purposes", PURPOSES[before.form])
        if self.note:
            del self.fields["ordinary"], self.fields["sensitive"]
        else:
            ordinary: Any = self.fields["ordinary"]
            sensitive: Any = self.fields["sensitive"]
            sensitive.choices = said("categories", SENSITIVE)
            ordinary.choices = said("categories", self._ordinary(before.form))
        if before.form is Form.TPO:
            del self.fields["purposes"]
        ticked = [category.value for category in before.categories]
        self.initial = {
            "ordinary": ticked,
            "sensitive": ticked,
            "purposes": [purpose.value for purpose in before.purposes],
            "records_since": before.records_since,
            "records_until": before.records_until,
        }

    @staticmethod
    def _ordinary(form: Form) -> tuple[Category, ...]:
        if form is Form.TPO:
            return IN_HEALTH_CARE
        return (*ORDINARY, Category.JUVENILE_COURT) if form is Form.PROCEEDING else ORDINARY

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if not self.note and not chosen.get("ordinary") and not chosen.get("sensitive"):
            self.add_error("ordinary", _("List what may be shared: choose at least one kind of information."))
        since, until = chosen.get("records_since"), chosen.get("records_until")
        if since and until and until <= since:
            self.add_error("records_until", _("This day must come after the first one; check the dates."))
        return chosen

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        ticked = (*chosen.get("ordinary", ()), *chosen.get("sensitive", ()))
        purposes = TPO if self.before.form is Form.TPO else tuple(map(Purpose, chosen["purposes"]))
        return replace(
            self.before,
            categories=(self.note,) if self.note else tuple(map(Category, ticked)),
            purposes=purposes,
            records_since=chosen.get("records_since"),
            records_until=chosen.get("records_until"),
        )


class UntilForm(StepForm):
    lasts = forms.ChoiceField(
        label=_("How long should it last?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it should last.")},
    )
    expires_on = forms.DateField(label=_("The day it ends"), required=False)
    until_event = forms.CharField(
        label=_("Something that ends it sooner"),
        max_length=200,
        required=False,
        help_text=_("For example: when the case closes. They can also take it back at any time."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        before = self.before
        lasts: Any = self.fields["lasts"]
        lasts.choices = [
            ("3", _("3 months")),
            (str(USUAL_MONTHS), _("6 months (usual)")),
            ("12", _("12 months")),
            ("day", _("Until a day of their choice")),
            *([(NEVER, _("Until they take it back"))] if before.form is Form.TPO else []),
        ]
        event = "" if before.until_event == "none" else before.until_event
        self.initial = {"lasts": str(USUAL_MONTHS), "until_event": event}
        if before.expires_on:
            self.initial |= {"lasts": "day", "expires_on": before.expires_on}
        elif before.until_event == "none":
            self.initial["lasts"] = NEVER

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if chosen.get("lasts") != "day" or "expires_on" in self.errors:
            return chosen
        day = chosen.get("expires_on")
        if day is None:
            self.add_error("expires_on", _("Write the day on which it ends."))
        elif day <= self.today:
            self.add_error("expires_on", _("The end must lie in the future; check the year."))
        elif day > add_months(self.today, LONGEST_MONTHS) and not self._is_single():
            self.add_error("expires_on", _("It may last 12 months at most. Choose an earlier day."))
        return chosen

    def _is_single(self) -> bool:
        return self.before.form is Form.TPO

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        lasts, event = chosen["lasts"], chosen["until_event"].strip()
        if lasts == NEVER:
            return replace(self.before, expires_on=None, until_event=event or "none")
        day = chosen["expires_on"] if lasts == "day" else add_months(self.today, int(lasts))
        return replace(self.before, expires_on=day, until_event=event)
