"""Someone new, or somebody known in another role."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.core.vocabulary import OrganizationKind as Of
from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.staff.actions import programs_of, roles_for

KINDS = (
    (Of.CHILD_WELFARE_AGENCY, "Child welfare agency"),
    (Of.TRIBAL_CHILD_WELFARE, "Tribal child welfare"),
    (Of.OPIOID_TREATMENT_PROGRAM, "Opioid treatment program"),
    (Of.TREATMENT_PROGRAM, "Other substance use treatment program"),
    (Of.HOSPITAL, "Hospital"),
    (Of.CLINIC, "Clinic or practice"),
    (Of.PUBLIC_HEALTH, "Public health department"),
    (Of.HEALTH_PLAN, "Health plan"),
    (Of.HEALTH_EXCHANGE, "Health information exchange"),
    (Of.COURT, "Court"),
    (Of.TRIBAL_COURT, "Tribal court"),
    (Of.GAL, "Guardians ad litem"),
    (Of.CASA, "Court appointed special advocates"),
    (Of.DEFENSE_COUNSEL, "Parents' or defense lawyers"),
    (Of.PROSECUTOR, "Prosecutor"),
    (Of.PROBATION, "Probation"),
    (Of.LAW_ENFORCEMENT, "Law enforcement"),
    (Of.PART_C_LEAD_AGENCY, "Early intervention (Part C)"),
    (Of.SCHOOL, "School or child care"),
    (Of.HOME_VISITING, "Home visiting"),
    (Of.PEER_ORGANIZATION, "Peer recovery organization"),
    (Of.HOUSING, "Housing authority"),
    (Of.HOMELESS_COC, "Homeless services"),
    (Of.WIC, "WIC"),
    (Of.BENEFITS, "Benefits agency"),
    (Of.DV_PROGRAM, "Domestic violence program"),
    (Of.COMMUNITY, "Other community organization"),
    (Of.COALITION, "The coalition's own office"),
    (Of.RESEARCHER, "Researchers"),
    (Of.VENDOR, "Vendor"),
)


class WelcomeForm(forms.Form):
    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    email = forms.EmailField(
        label="E-mail at work", max_length=150, help_text="They sign in with it. Somebody who has an account keeps it."
    )
    program = forms.ModelChoiceField(label="Program", queryset=Program.objects.none(), empty_label=None)
    role = forms.ChoiceField(label="Role", help_text="It decides what the law lets them see.")

    def __init__(self, *given: Any, by: Viewer, **more: Any) -> None:
        super().__init__(*given, **more)
        program, role = (self.fields[name] for name in ("program", "role"))
        program.queryset = programs_of(by).order_by("organization__name", "name")  # type: ignore[attr-defined]
        program.label_from_instance = lambda one: f"{one.name}, {one.organization.name}"  # type: ignore[attr-defined]
        role.choices = [(one.value, one.label) for one in roles_for(by)]  # type: ignore[attr-defined]


class DescriptionForm(forms.Form):
    """What an organization is before the law."""

    kind = forms.ChoiceField(
        label="What it is", choices=KINDS, help_text="The law treats a court and a clinic differently."
    )
    covered_entity = forms.BooleanField(
        label="It is a HIPAA covered entity, as it says itself",
        required=False,
        help_text="Most health care providers and health plans are.",
    )


class PartnerForm(DescriptionForm):
    field_order = ("name", "program", "kind", "covered_entity")

    name = forms.CharField(label="Name of the organization", max_length=200)
    program = forms.CharField(
        label="Name of its first program", max_length=200, help_text="The part of it that works with families."
    )


class ProgramForm(forms.Form):
    name = forms.CharField(label="Name of the program", max_length=200)
