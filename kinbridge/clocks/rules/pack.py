"""Every rule, by name, in the order the manual prints them. Nothing is discovered: a reader can count them."""

from __future__ import annotations

from kinbridge.clocks.rules import child_welfare, early_intervention, permanency, system_response, treatment
from kinbridge.clocks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    child_welfare.entry_to_care,
    child_welfare.case_plan,
    child_welfare.six_month_review,
    child_welfare.permanency_hearing,
    child_welfare.finalize_finding,
    permanency.fifteen_of_twenty_two,
    permanency.state_petition,
    treatment.pregnant_interim,
    treatment.injection_admission,
    treatment.anyone_admission,
    treatment.capacity_notice,
    early_intervention.referral,
    early_intervention.first_plan,
    early_intervention.plan_review,
    early_intervention.services_start,
    early_intervention.transition_conference,
    system_response.first_contact,
)
