"""The file of the six sites says no more than was read, and sites stand side by side with honest blanks."""

from __future__ import annotations

import pytest

from kinbridge.core.decision import Confidence
from kinbridge.sites.rules.comparison import compare, unchecked
from kinbridge.sites.rules.registry import EXTENSION, six

SITES = {site.code: site for site in six()}


def test_there_are_six_and_one_of_them_has_no_extension():
    assert list(SITES) == ["ct", "ky", "mn", "nj", "va", "wv"]
    assert [code for code, site in SITES.items() if EXTENSION not in site.phases] == ["wv"]
    assert SITES["wv"].phase_words == "In-depth assistance; no extension"
    assert not any("progress report" in step.words for step in SITES["wv"].steps)


def test_what_nobody_read_is_marked_and_a_finding_never_rests_on_hearsay():
    assert SITES["ky"].focus.mark == "Not verified"
    assert SITES["nj"].focus.mark == "Read in part: confirm locally"
    for site in six():
        for pair in site.pairs:
            assert not pair.finding or pair.confidence is Confidence.VERIFIED, pair.code
            assert pair.source


@pytest.mark.parametrize("codes", [["ct"], [], [*SITES, "ct"]])
def test_fewer_than_two_or_more_than_six_are_not_compared(codes):
    with pytest.raises(ValueError, match="Choose 2 to 6 sites"):
        compare([SITES[code] for code in codes])


def test_each_question_is_asked_of_each_site_and_a_blank_stays_blank():
    rows = {row.question: dict(row.cells) for row in compare([SITES["ct"], SITES["wv"]])}
    assert "164 percent" in rows["What they found"]["Connecticut"][0].words
    assert rows["What they found"]["West Virginia"] == ()
    assert all(list(cells) == ["Connecticut", "West Virginia"] for cells in rows.values())
    assert unchecked([SITES["ct"], SITES["wv"]]) == 5
