"""No small count comes out of all tables, partners' lines and releases of a county put together."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from kinbridge.measures.rules.over_time import Careful, tell_all
from kinbridge.measures.rules.partners import PARTNERS
from kinbridge.measures.rules.publish import EVERYONE, Counted
from kinbridge.measures.rules.quarters import YEAR
from kinbridge.measures.rules.tables import CUTS
from kinbridge.measures.tests.adversary import OURS, THEIRS, Adversary, County, releases

CUT, OTHER_CUT = tuple(CUTS)[:2]
CLINIC, COURT = "a clinic", "a court"
WHOSE = dict.fromkeys((CLINIC, COURT), (OURS, THEIRS))
NOBODY = [0, 0]


def county(quarters: Sequence[dict[str, list[int]]], clinic: Sequence[list[int]] = ()) -> County:
    """By quarter and group, how many came to each level; and of one partner by quarter."""
    truth: list[Counted] = []
    for place, groups in enumerate(quarters):
        everyone = [sum(column) for column in zip(*groups.values(), strict=True)]
        theirs = {CLINIC: clinic[place]} if clinic else {}
        truth.append({EVERYONE: {EVERYONE: everyone}, CUT: groups, PARTNERS: theirs})
    names = tuple({group: None for groups in quarters for group in groups})
    levels = len(next(iter(quarters[0].values()))) - 1
    return County(levels, {CUT: names, **({CLINIC: (OURS, THEIRS)} if clinic else {})}, truth)


def drawn(seed: int) -> County:
    """Small or large, skewed, with empty quarters, with a group that is everyone, with partners who have nearly all."""
    random = Random(seed)
    levels, years, size = random.choice((1, 1, 2, 3)), random.choice((1, 2)), random.choice((3, 6, 12, 20, 40))
    groups = {CUT: "ABCD"[: random.randint(2, 4)], OTHER_CUT: "MNO"[: random.randint(1, 3)]}
    skewed = {cut: [random.random() ** random.choice((1, 3)) for _ in names] for cut, names in groups.items()}
    steps = [random.random() ** random.choice((1, 3)) + 0.02 for _ in range(levels + 1)]
    chances = {CLINIC: random.choice((0.1, 0.5, 0.95, 1)), COURT: random.random()}
    busy = random.choice(((1,), (0, 0.3, 1)))
    truth: list[Counted] = []
    for _ in range(years * YEAR):
        counts: dict[str, dict[str, list[int]]] = {cut: {} for cut in (EVERYONE, *groups, PARTNERS)}
        for _ in range(round(abs(random.gauss(size, size**0.5)) * random.choice(busy))):
            (level,) = random.choices(range(levels + 1), steps)
            of = [
                (EVERYONE, EVERYONE),
                *((cut, random.choices(names, skewed[cut])[0]) for cut, names in groups.items()),
            ]
            of += [(PARTNERS, name) for name, chance in chances.items() if random.random() < chance]
            for cut, group in of:
                counts[cut].setdefault(group, [0] * (levels + 1))[level] += 1
        counts[EVERYONE].setdefault(EVERYONE, [0] * (levels + 1))
        truth.append(counts)
    return County(levels, {**groups, **WHOSE}, truth)


def undone(*alike: County, inside: bool = False) -> list[object]:
    """What comes out of the first measure, by what was told of all."""
    first, *others = zip(alike, releases(*alike), strict=True)
    return list(Adversary(*first, *others).undone(inside=inside))


BY_HAND = {
    "two groups, and one is nearly all": county([{"Black": [1, 2], "White": [30, 40]}] * 4),
    "all in one group": county([{"Black": [12, 20], "White": NOBODY}] * 4),
    "one quarter with one case": county(
        [{"Black": [20, 30], "White": [25, 30]}] * 3 + [{"Black": [0, 1], "White": NOBODY}]
    ),
    "empty quarters": county([{"Black": NOBODY, "White": [3, 9]}, {"Black": NOBODY, "White": NOBODY}] * 2),
    "a partner that has all but two": county([{"Black": [20, 20], "White": [9, 9]}] * 4, [[29, 29]] * 3 + [[28, 28]]),
    "none of a few": county([{"Black": [4, 0], "White": [15, 20], "Other": [12, 15]}] * 4),
    "a funnel that loses one at a time": county([{"Black": [1, 2, 1, 22], "White": [2, 1, 4, 31]}] * 4),
}


@pytest.mark.parametrize("one", BY_HAND.values(), ids=BY_HAND)
def test_nothing_comes_out_of_a_county_made_to_be_hard(one: County) -> None:
    assert undone(one, inside=True) == []


COMES_AND_GOES = ([0, 0], [4, 6], [0, 0], [4, 6], [4, 6], [0, 0], [4, 6], [0, 0])
TWO_YEARS = county(
    [{"Black": few, "White": [30 + place, 40], "Other": [20, 20]} for place, few in enumerate(COMES_AND_GOES)]
)


def test_a_group_that_comes_and_goes_by_quarter_does_not_come_out_over_two_years() -> None:
    assert undone(TWO_YEARS, inside=True) == []
    years = [found["years"][0]["cuts"][CUT] for found in releases(TWO_YEARS)[0]]
    assert years[0] == years[3], "in between, the year is told as it was"
    assert years[0] != years[4]


def test_it_would_come_out_if_a_year_were_told_with_each_quarter() -> None:
    """One year less the next is a quarter less another, and none is below 0: the small group is known to the case."""
    counts = dict(enumerate(TWO_YEARS.truth))
    told = [tell_all(counts, last=last, settled=last, levels=1, cuts=[CUT]) for last in range(YEAR - 1, 2 * YEAR)]
    adversary = Adversary(TWO_YEARS, told)
    found = [adversary.bounds(TWO_YEARS.atoms(CUT, [quarter], ["Black"])) for quarter in range(2 * YEAR)]
    assert found == [(sum(few), sum(few)) for few in COMES_AND_GOES]


@pytest.mark.parametrize("seed", [3, 5, 7])
def test_nothing_comes_out_of_a_county_that_was_drawn(seed: int) -> None:
    assert undone(drawn(seed)) == []


@pytest.mark.slow
def test_nothing_comes_out_of_many_counties_that_were_drawn() -> None:
    """`bench/disclosure.py` draws more."""
    assert [seed for seed in range(100, 112) if undone(drawn(seed))] == []
    alike = {seed: one_cut(drawn(seed)) for seed in range(240, 260)}
    assert [seed for seed, one in alike.items() if undone(one, other_outcomes(one, seed))] == []


def other_outcomes(of: County, seed: int) -> County:
    """Another measure that counts the same cases: each came to its step or not."""
    random = Random(seed)
    chance = random.choice((0.05, 0.3, 0.7, 0.95))
    truth: list[Counted] = []
    for counted in of.truth:
        groups = {}
        for group, levels in counted[CUT].items():
            met = sum(random.random() < chance for _ in range(sum(levels)))
            groups[group] = [sum(levels) - met, met]
        everyone = [sum(column) for column in zip(NOBODY, *groups.values(), strict=True)]
        truth.append({EVERYONE: {EVERYONE: everyone}, CUT: groups, PARTNERS: {}})
    return County(1, {CUT: of.groups[CUT]}, truth)


def one_cut(of: County) -> County:
    truth = [{EVERYONE: counted[EVERYONE], CUT: counted[CUT], PARTNERS: {}} for counted in of.truth]
    return County(of.levels, {CUT: of.groups[CUT]}, truth)


@pytest.mark.parametrize("seed", [254])
def test_nothing_comes_out_of_two_measures_that_count_the_same_cases(seed: int) -> None:
    """Told each by itself, one shows how many were in a quarter or group that the other hides."""
    one = one_cut(drawn(seed))
    other = other_outcomes(one, seed)
    assert undone(one, other) == undone(other, one) == []


def test_a_threshold_that_is_raised_lets_nothing_more_out() -> None:
    """What was told before is out for good. By the higher one, no release tells more of what is small by it."""
    one = county([{"Black": [13, 25], "White": [14, 40], "Other": [5, 12]}] * 8)
    careful = [Careful(11), Careful(16), Careful(20), Careful(30)]
    loose, raised = releases(one)[0], releases(one, careful=careful)[0]
    assert list(Adversary(one, raised).undone(inside=True)) == []
    assert raised[0] == loose[0]
    for found in raised[1:4]:
        for line, before in zip(found["years"][0]["cuts"][CUT], loose[0]["years"][0]["cuts"][CUT], strict=True):
            assert before["cases"] is not None or line["cases"] is None


def test_the_adversary_finds_a_group_that_is_told_beside_one_that_is_hidden() -> None:
    one = county([{"Black": [1, 2], "White": [30, 40]}] * 4)
    ((found,),) = releases(one)
    assert undone(one) == []
    told = {**found["years"][0]["everyone"], "group": "White", "cases": 280, "reached": [160]}
    found["years"][0]["everyone"] |= {"cases": 292, "reached": [168]}
    found["years"][0]["cuts"][CUT] = (told,)
    known = Adversary(one, [found])
    assert known.bounds(one.atoms(CUT, range(4), ["Black"])) == (12, 12)
    assert known.bounds(one.atoms(CUT, range(4), ["Black"], [0])) == (4, 4)
    assert [atoms for atoms, *_ in known.undone() if {atom[1] for atom in atoms} == set(range(4))]
