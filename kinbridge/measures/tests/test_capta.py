"""The yearly counts of affected infants: what may be shown of them."""

from __future__ import annotations

import pytest

from kinbridge.measures.capta import shown
from kinbridge.plans.births.overview import Counts


@pytest.mark.parametrize(
    ("identified", "with_plan", "told"),
    [(0, 0, (0, 0)), (2, 2, (None, None)), (40, 35, (40, None)), (40, 25, (40, 25)), (20, 20, (20, None))],
)
def test_small_counts_are_hidden_with_what_gives_them_away(identified, with_plan, told):
    year = shown(Counts(2026, identified=identified, with_plan=with_plan, with_referral=with_plan))
    assert (year.identified, year.with_plan) == told == (year.identified, year.with_referral)
