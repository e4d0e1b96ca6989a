"""What a worker fills in to refer, and what a program answers."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.rules.words import CATEGORY_WORDS
from kinbridge.people.models import Family, Person
from kinbridge.referrals.actions import Meeting, Request
from kinbridge.referrals.models import Handoff, Referral
from kinbridge.referrals.rules import CLOSE_REASONS, DECLINE_REASONS, NEEDS_REASON, Status
from kinbridge.referrals.rules.needs import SERVICES
from kinbridge.referrals.rules.needs import WORDS as NEEDS

STEP_WORDS = {
    Status.RECEIVED: "We have it and are looking",
    Status.ACCEPTED: "Accept",
    Status.WAITLISTED: "Put on our waiting list",
    Status.SCHEDULED: "Set the first visit",
    Status.FIRST_KEPT: "First visit kept",
    Status.FIRST_MISSED: "First visit not kept",
    Status.ENGAGED: "Taking part",
    Status.COMPLETED: "Completed",
    Status.DECLINED: "Decline",
    Status.CLOSED: "Close",
    Status.WITHDRAWN: "Withdraw it",
    Status.ENTERED_IN_ERROR: "It was sent by mistake",
}


KINDS = [(kind.value, words) for kind, words in CATEGORY_WORDS.items()]
LIST = "list"
"""What the fields of a program's own waiting list begin with, where they stand beside a step."""
LONG_AGO = timedelta(days=366)


def a_press() -> str:
    """What tells this showing of the form from every other."""
    return secrets.token_hex(32)


class AboutForm(forms.Form):
    """What the way to a referral brought along in its address: the need it answers, for whom, of what it is a part."""

    need = forms.ChoiceField(choices=list(NEEDS.items()), required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    person = forms.UUIDField(required=False)
    onward = forms.ModelChoiceField(Referral.objects.none(), required=False)

    def __init__(self, *args: Any, family: Family, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        onward = Referral.objects.to_viewer(by).filter(family=family)
        self.fields["onward"].queryset = onward.select_related("person")  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def need_code(self) -> str:
        return str(self.cleaned_data.get("need", ""))

    @property
    def need_words(self) -> str:
        return NEEDS[self.need_code] if self.need_code else dict(KINDS).get(self.category, "")

    @property
    def category(self) -> str:
        """By the need that a screen found, or the kind of service that a plan's need asks for."""
        return SERVICES[self.need_code].value if self.need_code else str(self.cleaned_data.get("kind", ""))

    @property
    def onward_of(self) -> Referral | None:
        return self.cleaned_data.get("onward")

    @property
    def person_key(self) -> str:
        of = self.onward_of
        return str(of.person.key if of is not None else self.cleaned_data.get("person") or "")

    @property
    def query(self) -> str:
        """The same for the next address, or nothing."""
        of = self.onward_of
        kind = "" if self.need_code else self.category
        said = {
            "need": self.need_code,
            "kind": kind,
            "person": self.person_key,
            "onward": str(of.pk) if of is not None else "",
        }
        return urlencode({name: value for name, value in said.items() if value})


class SendForm(forms.Form):
    press = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False, initial=a_press)
    person = forms.ModelChoiceField(Person.objects.none(), label="Who is this for?", empty_label=None)
    service = forms.CharField(label="What is asked for", max_length=80)
    message = forms.CharField(
        label="What they need to know to help",
        help_text="Only what is needed. No test results and no other person's story.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    urgent = forms.BooleanField(label="Urgent: an answer is needed within one day", required=False)
    handoff = forms.BooleanField(label="Warm handoff: we call together", required=False)
    agreed = forms.BooleanField(
        label="They know about this referral and agree to it",
        error_messages={"required": "Ask them first. A referral goes only with their agreement."},
    )

    def __init__(
        self, *args: Any, people: tuple[Person, ...], program: Program, about: AboutForm, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.program, self.about = program, about
        field = self.fields["person"]
        if about.onward_of is not None:
            people = tuple(person for person in people if person.pk == about.onward_of.person_id)
        self.initial.setdefault("person", next((one.pk for one in people if str(one.key) == about.person_key), None))
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]

    def request(self) -> Request:
        given = self.cleaned_data
        return Request(
            person=given["person"],
            to_program=self.program,
            service=given["service"],
            message=given["message"],
            urgent=given["urgent"],
            handoff=given["handoff"],
            needs=(self.about.need_code,) if self.about.need_code else (),
            press=given["press"],
            onward_of=self.about.onward_of,
        )


class AnswerForm(forms.Form):
    """One step. Which reason and whether a time is asked for depends on the step."""

    reason = forms.ChoiceField(label="Reason", widget=forms.RadioSelect, required=False)
    appointment_at = forms.DateTimeField(label="Day and time of the first visit", required=False)

    def __init__(self, *args: Any, step: Status, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        if step in NEEDS_REASON:
            reasons = DECLINE_REASONS if step is Status.DECLINED else CLOSE_REASONS
            self.fields["reason"].choices = list(reasons.items())  # type: ignore[attr-defined]
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Choose the reason; the sender needs it to go on."
        else:
            del self.fields["reason"]
        if step is Status.SCHEDULED:
            self.fields["appointment_at"].required = True
            self.fields["appointment_at"].error_messages["required"] = "Give the day and time of the first visit."
        else:
            del self.fields["appointment_at"]

    @property
    def asks(self) -> bool:
        return bool(self.fields)


class ListedForm(forms.Form):
    """Beside "put on our waiting list", for a treatment program: its own list, with the federal order and clocks."""

    listed = forms.BooleanField(
        label="Put them on our waiting list here, too",
        help_text="In the federal order, under your own code. The list knows no names; nothing joins it to this page.",
        required=False,
        initial=True,
    )


class HandoffForm(forms.Form):
    """One side's word of a warm handoff."""

    made_at = forms.DateTimeField(label="When was it?")
    how = forms.ChoiceField(label="How?", choices=Handoff.How.choices, widget=forms.RadioSelect)
    other = forms.CharField(label="Who was there for the other program?", max_length=80)
    family_there = forms.BooleanField(label="The family was there", required=False)
    lead = forms.BooleanField(label="The lead for this family passes with it", required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_made_at(self) -> datetime:
        made_at: datetime = self.cleaned_data["made_at"]
        if made_at > self.now:
            raise forms.ValidationError("This is still to come; write the handoff down once it was made.")
        if self.now - made_at > LONG_AGO:
            raise forms.ValidationError("This is over a year ago; check the date.")
        return made_at

    def meeting(self) -> Meeting:
        return Meeting(**self.cleaned_data)


class ReceivedForm(forms.Form):
    """The day on which the family said that they have what was asked for."""

    on = forms.DateField(label="Day the family said so")

    def __init__(self, *args: Any, today: date, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.since <= on <= self.today:
            raise forms.ValidationError("Give a day from when it was sent up to today.")
        return on


class CodeForm(forms.Form):
    """The code that the sender told by phone."""

    code = forms.RegexField(
        r"^\s*[0-9]{6}\s*$",
        label="The six digits that you were told by phone",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"invalid": "Write the six digits, such as 123456."},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        return code.strip()
