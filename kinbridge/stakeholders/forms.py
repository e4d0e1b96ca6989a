"""Who joins the table, where a system meets a family, a paper and who looks at it again, and a tribe's approval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from kinbridge.accounts.models import User
from kinbridge.directory.fields import in_order
from kinbridge.directory.models import Membership, Organization, Viewer
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.gaps.rules.framework import SYSTEM_WORDS
from kinbridge.measures.models import TribalUse
from kinbridge.stakeholders.rules.papers import MEMO_WORDS
from kinbridge.stakeholders.rules.sectors import SECTORS, STANDING_WORDS

YEARS_AHEAD = 10


def partners(by: Viewer) -> Any:
    return Organization.objects.filter(coalition=by.coalition_id).order_by("name", "pk")


def people(by: Viewer, *, today: date) -> Any:
    working = Membership.objects.on(today).filter(program__organization__coalition=by.coalition_id)
    staff = working.exclude(role="self").values("user")
    return User.objects.filter(pk__in=staff, is_active=True).order_by("last_name", "first_name", "pk")


class Dated(forms.Form):
    """Refuses days that nobody means."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last = self.today + timedelta(days=366 * YEARS_AHEAD)
        for name, value in list(given.items()):
            if isinstance(value, date) and not date(1990, 1, 1) <= value <= last:
                self.add_error(name, f"Give a day from 1990 up to {last.year}.")
        return given


class MemberForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    sector = forms.ChoiceField(
        label="Sector", choices=[("", "Choose one"), *((one.code, one.name) for one in SECTORS.values())]
    )
    standing = forms.ChoiceField(label="Public or private?", choices=list(STANDING_WORDS.items()))
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Organization", required=False)
    work = forms.CharField(label="What they do there", max_length=120, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    phone = forms.CharField(label="Phone", max_length=30, required=False)
    liaison = forms.BooleanField(label="Whom to call about this sector", required=False)
    account = forms.ModelChoiceField(
        User.objects.none(),
        label="Their account here",
        required=False,
        help_text="So that they can speak for themselves",
    )

    def __init__(self, *args: Any, by: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = partners(by)  # type: ignore[attr-defined]
        self.fields["account"].queryset = people(by, today=today)  # type: ignore[attr-defined]


class TouchpointForm(forms.Form):
    point = forms.TypedChoiceField(label="When in a family's path", choices=list(POINT_WORDS.items()), coerce=int)
    system = forms.ChoiceField(label="Which system", choices=list(SYSTEM_WORDS.items()))
    place = forms.CharField(label="Where they meet", help_text="Such as the first prenatal visit", max_length=120)
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Whose", required=False)
    happens = forms.CharField(label="What happens there", max_length=300)
    next_step = forms.CharField(
        label="The next step",
        help_text="Leave it blank where there is none: that shows",
        max_length=300,
        required=False,
    )
    within = forms.CharField(label="How soon", help_text="Such as the same day", max_length=60, required=False)

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = partners(by)  # type: ignore[attr-defined]


class MemoForm(Dated):
    kind = forms.ChoiceField(label="Kind of paper", choices=list(MEMO_WORDS.items()))
    title = forms.CharField(label="What it is called", max_length=120)
    parties = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label="Between whom", widget=forms.CheckboxSelectMultiple
    )
    promises = forms.CharField(
        label="What each side promised", help_text="In one sentence. It ends with the paper.", max_length=300
    )
    starts_on = forms.DateField(label="From")
    ends_on = forms.DateField(label="Up to", required=False, help_text="Blank if it has no end")
    reference = forms.CharField(label="Its number", max_length=120, required=False)

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = partners(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        in_order(self, given, "starts_on", "ends_on")
        return given


class CareForm(Dated):
    lead = forms.ModelChoiceField(User.objects.none(), label="Who looks at it again", required=False)
    review_on = forms.DateField(label="When", required=False)
    document = forms.CharField(label="Where the signed paper is kept", max_length=200, required=False)

    def __init__(self, *args: Any, by: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["lead"].queryset = people(by, today=today)  # type: ignore[attr-defined]


class SignatoryForm(Dated):
    name = forms.CharField(label="Who signs", max_length=120)
    organization = forms.CharField(label="For which organization", max_length=200)
    signed_on = forms.DateField(label="Signed on", required=False, help_text="Blank while they have not signed")


class ReviewForm(Dated):
    words = forms.CharField(label="What came of it", help_text="Such as: it stands, one name changed", max_length=300)
    next_on = forms.DateField(label="Look again on", required=False)


class ApprovalForm(Dated):
    use = forms.ChoiceField(label="What is approved", choices=TribalUse.choices, widget=forms.RadioSelect)
    purpose = forms.CharField(label="For what purpose", max_length=300)
    until = forms.DateField(label="Up to which day", help_text="You can withdraw it before")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        until = given.get("until")
        if until is not None and until <= self.today:
            self.add_error("until", "That day is past; an approval begins today.")
        return given


class SpeakerForm(forms.Form):
    speaker = forms.ModelChoiceField(User.objects.none(), label="Who speaks on the tribe's data", empty_label=None)
    named_in = forms.CharField(
        label="Where that was decided", help_text="Such as a resolution of the council", max_length=120
    )

    def __init__(self, *args: Any, organization: UUID, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Membership.objects.on(today).filter(program__organization=organization).values("user")
        self.fields["speaker"].queryset = User.objects.filter(pk__in=own).order_by("last_name", "pk")  # type: ignore[attr-defined]
