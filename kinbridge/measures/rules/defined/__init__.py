"""Every measure, in the order in which they are shown. To add one: a module like its neighbors, a line here, cases."""

from kinbridge.measures.rules.defined.before_crisis import before_crisis
from kinbridge.measures.rules.defined.born_at_term import born_at_term
from kinbridge.measures.rules.defined.capta_plan import capta_plan
from kinbridge.measures.rules.defined.capta_referral import capta_referral
from kinbridge.measures.rules.defined.confirmed_again import confirmed_again
from kinbridge.measures.rules.defined.counseling import counseling
from kinbridge.measures.rules.defined.early_intervention import early_intervention
from kinbridge.measures.rules.defined.early_prenatal import early_prenatal
from kinbridge.measures.rules.defined.first_contact import first_contact
from kinbridge.measures.rules.defined.funnel import funnel
from kinbridge.measures.rules.defined.home_with_mother import home_with_mother
from kinbridge.measures.rules.defined.infant_report import infant_report
from kinbridge.measures.rules.defined.medication_at_birth import medication_at_birth
from kinbridge.measures.rules.defined.medication_continued import medication_continued
from kinbridge.measures.rules.defined.medication_prompt import medication_prompt
from kinbridge.measures.rules.defined.needs_met import needs_met
from kinbridge.measures.rules.defined.no_new_report import no_new_report
from kinbridge.measures.rules.defined.permanency import permanency
from kinbridge.measures.rules.defined.plan_followed import plan_followed
from kinbridge.measures.rules.defined.plan_made import plan_made
from kinbridge.measures.rules.defined.postpartum_timely import postpartum_timely
from kinbridge.measures.rules.defined.prenatal_timely import prenatal_timely
from kinbridge.measures.rules.defined.reentry import reentry
from kinbridge.measures.rules.defined.referral_answered import referral_answered
from kinbridge.measures.rules.defined.removal_for_use import removal_for_use
from kinbridge.measures.rules.defined.services_received import services_received
from kinbridge.measures.rules.defined.sud_treatment import sud_treatment
from kinbridge.measures.rules.defined.together_at_a_year import together_at_a_year
from kinbridge.measures.rules.defined.treatment_completed import treatment_completed
from kinbridge.measures.rules.defined.treatment_kept import treatment_kept
from kinbridge.measures.rules.defined.treatment_when_pregnant import treatment_when_pregnant
from kinbridge.measures.rules.measure import Measure

MEASURES: tuple[Measure, ...] = (
    funnel,
    early_prenatal,
    medication_at_birth,
    medication_prompt,
    counseling,
    treatment_kept,
    needs_met,
    first_contact,
    treatment_when_pregnant,
    referral_answered,
    before_crisis,
    early_intervention,
    prenatal_timely,
    postpartum_timely,
    sud_treatment,
    medication_continued,
    treatment_completed,
    plan_made,
    plan_followed,
    services_received,
    capta_plan,
    capta_referral,
    infant_report,
    removal_for_use,
    born_at_term,
    home_with_mother,
    together_at_a_year,
    no_new_report,
    confirmed_again,
    permanency,
    reentry,
)
BY_KEY = {one.key: one for one in MEASURES}
