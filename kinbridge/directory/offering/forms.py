"""A service as its own people describe it, and where it is given."""

from __future__ import annotations

import re
from typing import Any

import us
from django import forms

from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.fields import area
from kinbridge.directory.models import Organization, Service
from kinbridge.directory.offering.actions import REACHED, SAID, NewPlace, Where
from kinbridge.directory.rules.words import CATEGORY_WORDS
from kinbridge.directory.zip_codes import middle_of

NOWHERE, NEW, VIRTUAL = "", "new", "virtual"
STATES = [(state.abbr, state.name) for state in (*us.states.STATES, us.states.DC, *us.states.TERRITORIES)]
ADDRESS = {
    "street": "Write the street and number.",
    "city": "Write the city or town.",
    "zip_code": "Write the ZIP code, five digits.",
}


class ServiceForm(forms.Form):
    """Of a new service, or of one that there is."""

    name = forms.CharField(label="Name of the service", max_length=200)
    category = forms.ChoiceField(
        label="Kind of service", choices=[("", "Choose one"), *((c.value, w) for c, w in CATEGORY_WORDS.items())]
    )
    description = forms.CharField(
        label="What people get", help_text="In the words you would use to a parent", max_length=2000,
        widget=area(4), required=False,
    )  # fmt: skip
    application_process = forms.CharField(label="How to begin", max_length=1000, widget=area(2), required=False)
    phone = forms.RegexField(
        r"^[0-9+(). x-]{7,30}$", label="Phone", required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"invalid": "Write the number in digits, such as (802) 555-0142."},
    )  # fmt: skip
    hours = forms.CharField(label="Open", help_text="Such as weekdays 8 to 4", max_length=200, required=False)
    url = forms.URLField(label="Website", max_length=200, required=False, assume_scheme="https")
    place = forms.ChoiceField(label="Where it is given", required=False)
    street = forms.CharField(label="Street and number of a new place", max_length=200, required=False)
    city = forms.CharField(label="City or town", max_length=100, required=False)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    zip_code = forms.CharField(label="ZIP code", max_length=5, required=False)
    confidential = forms.BooleanField(
        label="For safety, tell nobody where the new place is", required=False,
        help_text="People then see that there is a place, and call.",
    )  # fmt: skip

    def __init__(self, *given: Any, organization: Organization, service: Service | None = None, **more: Any) -> None:
        safe_house = organization.kind == OrganizationKind.DV_PROGRAM
        first: dict[str, Any] = {"state": organization.coalition.state, "confidential": safe_house}
        super().__init__(*given, **{"initial": first | (_said_by(service) if service else {}), **more})
        self.places = {str(place.pk): place for place in organization.locations.order_by("confidential", "name", "pk")}
        choices = [(key, "A confidential place" if one.confidential else one.name) for key, one in self.places.items()]
        stays = "As it is" if service else "Nobody has said yet"
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (NOWHERE, stays), *choices, (VIRTUAL, "Online or by phone"), (NEW, "A new place, below")
        ]  # fmt: skip
        for name, (related, _field) in REACHED.items():
            if service and getattr(service, related).count() > 1:
                del self.fields[name]  # several numbers, each with its own words: they are not put into one line

    def clean_zip_code(self) -> str:
        typed: str = self.cleaned_data["zip_code"]
        if typed and not (re.fullmatch(r"[0-9]{5}", typed) and middle_of(typed)):
            raise forms.ValidationError("This is no ZIP code of the United States; write five digits, such as 43215.")
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("place") == NEW:
            for name, trouble in ADDRESS.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, trouble)
        return given

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in (*SAID, *REACHED) if name in self.cleaned_data}

    def where(self) -> Where:
        given = self.cleaned_data
        if given["place"] == NEW:
            address = {name: given[name] for name in ("street", "city", "state", "zip_code", "confidential")}
            return NewPlace(**address)
        return NewPlace() if given["place"] == VIRTUAL else self.places.get(given["place"])


def _said_by(service: Service) -> dict[str, str]:
    """What is said now."""
    rows = {
        name: getattr(service, related).values_list(field, flat=True).first() or ""
        for name, (related, field) in REACHED.items()
    }
    return {name: getattr(service, name) for name in SAID} | rows
