"""A family reads in Spanish how its referrals went on, whatever happened to them."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from django.utils.translation import override

from kinbridge.chart.actions import record_entry
from kinbridge.chart.kinds import spanish
from kinbridge.chart.kinds.dose_review import DoseReview
from kinbridge.chart.kinds.handed_out import HandedOut
from kinbridge.chart.kinds.handoff import Handoff
from kinbridge.chart.kinds.medication import Medication
from kinbridge.chart.kinds.need import Need
from kinbridge.chart.kinds.referral_step import ReferralStep
from kinbridge.chart.reading import open_chart
from kinbridge.consents.tests.county import NOON, County, made
from kinbridge.core.vocabulary import Purpose


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        (ReferralStep, "step", spanish.STEPS),
        (Need, "need", spanish.NEEDS),
        (Need, "step", spanish.NEED_STEPS),
        (Handoff, "how", spanish.HOW),
        (Medication, "medication", spanish.MEDICATIONS),
        (Medication, "step", spanish.MEDICATION_STEPS),
        (DoseReview, "outcome", spanish.DOSES),
        (HandedOut, "thing", spanish.THINGS),
    ],
)
def test_each_word_that_may_be_kept_has_its_spanish(body: type, field: str, words: dict[str, str]) -> None:
    assert set(get_args(get_type_hints(body)[field])) == set(words)


@pytest.mark.django_db
def test_the_record_says_it_in_the_language_of_the_page_and_names_that_language() -> None:
    county: County = made()
    facts = {
        "referral_step": {"referral": 1, "step": "declined", "reason": "no_opening"},
        "need": {"need": "food", "step": "met"},
        "contact": {"how": "visit", "outcome": "met"},
    }
    for kind, body in facts.items():
        record_entry(
            family=county.family, subject=county.ana, kind=kind, body=body, occurred_at=NOON, by=county.worker, at=NOON
        )
    with override("es"):
        shown = open_chart(family=county.family, by=county.mother, purpose=Purpose.SELF_ACCESS, at=NOON).shown
    said = {entry.words: entry.language for entry in shown}
    assert said["Referencia: no aceptada (no hay lugar por ahora)."] == "es"
    assert said["Comida: ya la tienen."] == "es"
    assert "en" in said.values(), "a contact is kept in English only, and marked so"
