"""The least that each purpose needs: 45 CFR 164.502(b), 42 CFR 2.13(a). A policy to begin with; counsel tunes it."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.consents.rules import words
from kinbridge.core.vocabulary import CHILD_WELFARE, Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.parties import HEALTH_CARE


@dataclass(frozen=True, slots=True)
class Least:
    """`fields` are what this asker needs; `unless_ticked` what never goes unless the person's own form ticks it."""

    fields: tuple[str, ...] = ()
    unless_ticked: tuple[str, ...] = ()

    def beside(self, ticked: tuple[str, ...]) -> Least:
        """The same next to a form that names its parts: then those are the fields, and what it ticks is ticked."""
        if not ticked:
            return self
        return Least(ticked, self.without(" ".join(ticked)).unless_ticked)

    def without(self, named: str) -> Least:
        """The same where the form names something of what never goes unless it does."""
        said = words(named)
        return Least(self.fields, tuple(one for one in self.unless_ticked if words(one).isdisjoint(said)))


WHOLE = Least()
"""No filter of ours: the person's own record, or a purpose that this table does not know."""

FAMILY_PLAN = Least(
    (
        "enrolled or not",
        "start date",
        "level of care",
        "share of visits kept",
        "next appointment",
        "discharge status",
        "goals of treatment in one line",
    ),
    (
        "toxicology results",
        "medication dose",
        "relapse narrative",
        "facts about a partner",
        "trauma history",
        "HIV status",
        "counseling notes",
    ),
)
TREATMENT_COURT = Least(
    ("attendance", "engagement rating"), ("toxicology summary", "clinical notes", "medication dose")
)
PROBATION = Least(("attendance", "compliance", "toxicology results"), ("family therapy content",))
HEALTH = Least(
    (
        "diagnosis",
        "medication and dose",
        "prescriber",
        "plan for delivery",
        "exposures before birth",
        "breastfeeding considerations",
        "infections that matter for care",
    ),
    ("counseling notes", "unrelated mental health history"),
)
EARLY_INTERVENTION = Least(
    ("child's name", "date of birth", "caregiver contact", "referral code", "referral date"), ("mother's diagnosis",)
)
HOME_VISITING = Least(("contact", "due date or date of birth", "safety of the visit"), ("substance use detail",))
HOUSING = Least(("household size", "eligibility facts"), ("substance use", "child welfare allegations"))
SCHOOL = Least(
    ("placement contact", "who decides on education", "what enrollment needs"), ("reasons of child welfare",)
)
CAREGIVER = Least(
    ("child's health and school summary", "medication", "allergies", "feeding and withdrawal care"),
    ("parent's records",),
)
TRIBE = Least(("the notice fields of 25 CFR 23.111",), ("substance use detail",))
NUMBERS = Least(("counts",), ("any row about one person",))

_OF: dict[OrganizationKind | Standing, Least] = {
    OrganizationKind.COURT: TREATMENT_COURT,
    OrganizationKind.TRIBAL_COURT: TREATMENT_COURT,
    OrganizationKind.STAFFING_TEAM: TREATMENT_COURT,
    OrganizationKind.PROBATION: PROBATION,
    OrganizationKind.PROSECUTOR: PROBATION,
    OrganizationKind.PART_C_LEAD_AGENCY: EARLY_INTERVENTION,
    OrganizationKind.HOME_VISITING: HOME_VISITING,
    OrganizationKind.HOUSING: HOUSING,
    OrganizationKind.HOMELESS_COC: HOUSING,
    OrganizationKind.SCHOOL: SCHOOL,
    OrganizationKind.COALITION: NUMBERS,
    OrganizationKind.TRIBAL_AGENCY: TRIBE,
    Standing.FOSTER_PARENT: CAREGIVER,
    Standing.KIN_CAREGIVER: CAREGIVER,
    Standing.LANDLORD: HOUSING,
}
_TICKED_BY_NAME = {
    Category.SUD_TOXICOLOGY: "toxicology",
    Category.SUD_MEDICATION: "medication",
    Category.SUD_COUNSELING_NOTES: "counseling notes",
    Category.HIV_STI: "HIV",
}
"""Kinds of record that go only where they are named: once one of them may go, it was."""
_TRIBES = frozenset({OrganizationKind.TRIBAL_CHILD_WELFARE, OrganizationKind.TRIBAL_AGENCY})
_HOME_VISITORS = frozenset({"parent_educator", "early_head_start", "home_visitor"})
_ABOUT_TREATMENT = frozenset({Purpose.CASE_PLANNING, Purpose.PLAN_OF_SAFE_CARE, Purpose.STAFFING_MEETING})
_BY_ORDER = frozenset({Purpose.COURT_PROCEEDING_AGAINST_PATIENT, Purpose.COURT_PROCEEDING_OTHER})
"""What an order or a consent for court names is itself the filter."""


def least(ask: Ask) -> Least:
    """What this asker needs for this purpose, as the table of purposes has it."""
    found = _row(ask)
    named = _TICKED_BY_NAME.get(ask.item.category) if ask.item.category is not None else None
    return found.without(named) if named else found


def _row(ask: Ask) -> Least:
    asker = ask.asker
    if ask.to_self or ask.by_own_program or ask.purpose in _BY_ORDER:
        return WHOLE
    if ask.sought is Sought.NOTICE and asker.kind in _TRIBES:
        return TRIBE
    if asker.kind in CHILD_WELFARE:
        return FAMILY_PLAN if Regime.PART2 in ask.item.regimes and ask.purpose in _ABOUT_TREATMENT else WHOLE
    if asker.kind in HEALTH_CARE:
        birth = ask.item.subject_role in (Relation.MOTHER, Relation.INFANT)
        return HEALTH if Regime.PART2 in ask.item.regimes and birth and ask.purpose is Purpose.TREATMENT else WHOLE
    if asker.role in _HOME_VISITORS:
        return HOME_VISITING
    return _OF.get(asker.kind, WHOLE) if asker.kind is not None else WHOLE
