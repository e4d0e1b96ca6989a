"""Words for numbers of people, how far systems rate apart, what changed, and what a file may bring."""

from __future__ import annotations

import pytest

from kinbridge.surveys.rules.anonymous import Told, how_many, share, told
from kinbridge.surveys.rules.elements import ELEMENTS, STAGES, moved
from kinbridge.surveys.rules.instruments import OWN, SLOTS, Unreadable, read_items
from kinbridge.surveys.rules.lasting import by_domain
from kinbridge.surveys.rules.results import agreed, apart, change, unsaid


def test_ten_elements_with_five_stages() -> None:
    assert list(ELEMENTS) == list(range(1, 11))
    assert list(STAGES) == [0, 1, 2, 3, 4]
    assert moved(1, 2) == "Moved from stage 1 to 2"
    assert moved(2, 1) == "Fell back from stage 2 to 1"
    assert (moved(None, 1), moved(1, 1), moved(None, None)) == ("Said for the first time", "As before", "Not said yet")


def test_no_text_of_others_is_shipped_and_each_of_our_own_is_in_both_languages() -> None:
    assert not set(SLOTS) & set(OWN)
    assert all(item.es for item in OWN["together"].items)
    assert [len(OWN[code].items) for code in ("together", "trauma", "lasting")] == [10, 10, 8]


@pytest.mark.parametrize(
    ("turnout", "found"),
    [
        ({("health", ""): 4}, Told(False)),
        ({("health", ""): 5}, Told(True, ("health",))),
        ({("health", ""): 7, ("courts", ""): 6, ("schools", ""): 3}, Told(True, ("health",))),
        ({("health", ""): 7, ("courts", ""): 6, ("schools", ""): 3, ("", ""): 2}, Told(True, ("courts", "health"))),
    ],
    ids=["too few", "one group", "one small group takes the next with it", "two small groups cover each other"],
)
def test_which_groups_are_told(turnout: dict[tuple[str, str], int], found: Told) -> None:
    assert told(turnout) == found


@pytest.mark.parametrize(
    ("part", "of", "words"),
    [
        (3, 4, None),
        (5, 5, "80% or more"),
        (0, 29, "20% or less"),
        (3, 6, "50%"),
        (13, 29, "45%"),
        (30, 30, "100%"),
    ],
)
def test_a_share_is_rounded_and_never_says_all_or_none_of_a_few(part: int, of: int, words: str | None) -> None:
    found = share(part, of)
    assert (found.words if found else None) == words


def test_how_many_answered_is_never_exact() -> None:
    assert [how_many(people) for people in (0, 4, 5, 9, 10, 19, 37)] == [
        "fewer than 5",
        "fewer than 5",
        "5 or more",
        "5 or more",
        "10 or more",
        "10 or more",
        "30 or more",
    ]


def test_systems_apart_and_what_was_left_unsaid() -> None:
    health, courts = {0: 2, 4: 8, 5: 2}, {1: 6, 2: 4}
    shares = [agreed(one, agree_from=4) for one in (health, courts)]
    assert [one.words for one in shares if one] == ["80% or more", "20% or less"]
    assert apart(shares) == 60
    assert apart([shares[0], None]) is None
    found = unsaid({0: 15, 3: 15})
    assert found is not None
    assert found.words == "50%"


def test_a_change_has_an_interval_and_chance_is_called_chance() -> None:
    before, after = {4: 10, 6: 10}, {6: 10, 8: 10}
    found = change(before, after)
    assert found is not None
    assert (found.before, found.after, found.difference, found.words) == (2.5, 3.5, 1.0, "higher")
    assert found.low == pytest.approx(0.6717, abs=0.003)  # Welch's interval, 38 degrees of freedom
    same = change({4: 3, 8: 3}, {4: 3, 9: 3})
    assert same is not None
    assert same.words == "could be chance"
    assert change({4: 4}, after) is None, "four people are nobody's mean"


def test_one_persons_scores_leave_out_domains_mostly_unsaid() -> None:
    questions = OWN["together"]
    everything = {item.code: 4 for item in questions.items}
    assert questions.scores(everything)[""] == 8
    assert "1" not in {name for name in questions.scores({**everything, "1": 0}) if name == questions.items[0].domain}
    assert questions.scores({"2": 5}) == {questions.items[1].domain: 10}


GOOD = "domain,item_no,text\nFunding,1,We own this text\nFunding,2,And this\n"


def test_a_coalition_brings_the_text_it_holds_rights_to() -> None:
    assert [(one.code, one.domain, one.en) for one in read_items(b"\xef\xbb\xbf" + GOOD.encode())] == [
        ("1", "Funding", "We own this text"),
        ("2", "Funding", "And this"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "no CSV file in UTF-8"),
        (b"", "has to name the columns"),
        (b"a,b\n1,2\n", "has to name the columns"),
        (b"domain,item_no,text\nA,x,B\n", "Line 2"),
        (b"domain,item_no,text\nA,1\n", "Line 2"),
        (b"domain,item_no,text\nA,1,B\nA,01,C\n", "Number each statement once"),
        (b"domain,item_no,text\n" + b"A,1,B\n" * 201, "201 statements"),
        (b"domain,item_no,text\nA,1," + b"x" * 501 + b"\n", "longer than"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_items(data)


def test_the_lowest_domains_and_what_moved() -> None:
    found = by_domain({"a": "A", "b": "B", "c": "C"}, {"a": 4, "b": 2, "c": 2}, {"a": 4, "b": 3})
    assert [(one.code, one.moved_words) for one in found] == [("a", "as before"), ("b", "down 1"), ("c", "first look")]
    assert [one.code for one in found if one.lowest] == ["b", "c"]
