from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Circumstance = Literal[
    "runaway",
    "whereabouts_unknown",
    "physical_abuse",
    "sexual_abuse",
    "psychological_abuse",
    "neglect",
    "medical_neglect",
    "domestic_violence",
    "abandonment",
    "failure_to_return",
    "caretaker_alcohol_use",
    "caretaker_drug_use",
    "child_alcohol_use",
    "child_drug_use",
    "prenatal_alcohol_exposure",
    "prenatal_drug_exposure",
    "diagnosed_condition",
    "no_access_to_mental_health_care",
    "no_access_to_medical_care",
    "child_behavior",
    "death_of_caretaker",
    "incarceration_of_caretaker",
    "caretaker_impairment_physical",
    "caretaker_impairment_cognitive",
    "inadequate_housing",
    "adoption_relinquishment",
    "child_asked",
    "sex_trafficking",
    "immigration_of_parent",
    "family_conflict",
    "educational_neglect",
    "public_agency_agreement",
    "tribal_agreement",
    "homelessness",
]
"""In the order of AFCARS elements 72 to 105."""


class RemovalCircumstances(Body, frozen=True):
    """What applied when a child was removed, as the agency recorded it: all that apply, and none that is guessed."""

    apply: tuple[Circumstance, ...] = ()

    def words(self) -> str:
        return "At the removal: " + ("; ".join(spoken(one) for one in self.apply) or "none of the circumstances") + "."


KIND = Kind("removal_circumstances", "Circumstances at removal", Category.CHILD_PROTECTION, RemovalCircumstances)
