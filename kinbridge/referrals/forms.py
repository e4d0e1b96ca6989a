"""What a worker fills in to refer, and what a program answers."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.referrals.actions import Request
from kinbridge.referrals.rules import CLOSE_REASONS, DECLINE_REASONS, NEEDS_REASON, Status

STEP_WORDS = {
    Status.RECEIVED: "We have it and are looking",
    Status.ACCEPTED: "Accept",
    Status.WAITLISTED: "Put on our waiting list",
    Status.SCHEDULED: "Set the first visit",
    Status.FIRST_KEPT: "First visit kept",
    Status.FIRST_MISSED: "First visit not kept",
    Status.COMPLETED: "Completed",
    Status.DECLINED: "Decline",
    Status.CLOSED: "Close",
    Status.WITHDRAWN: "Withdraw it",
}


class SendForm(forms.Form):
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

    def __init__(self, *args: Any, people: tuple[Person, ...], program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program
        field = self.fields["person"]
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
