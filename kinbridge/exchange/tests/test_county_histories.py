"""The histories of the invented county: the same for the same seed, believable, and in an order that can happen."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import pairwise

import pytest

from kinbridge.chart.kinds import kind
from kinbridge.exchange.county.draw import surnames
from kinbridge.exchange.county.families import body
from kinbridge.exchange.county.history import History
from kinbridge.exchange.county.load import RICH, STORIES
from kinbridge.exchange.county.partners import ORGANIZATIONS, STAFF
from kinbridge.exchange.county.paths import PATHS, tell
from kinbridge.exchange.county.place import SEED, ZONE, County
from kinbridge.exchange.county.stories import scripts
from kinbridge.referrals.rules import Party, Status, may_follow

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
NAMES = surnames(SEED)


@pytest.fixture(scope="module")
def histories() -> list[History]:
    return [tell(number, seed=SEED, names=NAMES) for number in range(STORIES + 1, RICH + 1)]


def as_values(story: History) -> object:
    facts = [(f.day, f.minute, f.of, f.kind, dict(f.body), f.program, f.category, f.withdrawn) for f in story.facts]
    return story.key, story.name, story.people, story.pregnancies, story.referrals, story.consents, facts


def test_the_same_seed_tells_the_same_families() -> None:
    again = [as_values(tell(number, seed=SEED, names=NAMES)) for number in range(20, 60)]
    assert again == [as_values(tell(number, seed=SEED, names=surnames(SEED))) for number in range(20, 60)]


def test_another_seed_tells_others() -> None:
    assert as_values(tell(20, seed=SEED, names=NAMES)) != as_values(tell(20, seed=SEED + 1, names=NAMES))


def test_there_are_24_partners_with_60_programs_and_16_people_to_sign_in_as() -> None:
    partners = [one for one in ORGANIZATIONS if not one.get("outside")]
    assert len(partners) == 24
    assert sum(len(one["programs"]) for one in partners) == 60
    assert sorted(one["persona"] for one in STAFF if "persona" in one) == list(range(1, 17))
    assert len(list(scripts())) == STORIES


def test_one_program_has_not_settled_which_law_it_is_under() -> None:
    assert [p["code"] for one in ORGANIZATIONS for p in one["programs"] if not p["regimes"]] == ["recovery_home"]


def test_every_shape_of_story_occurs(histories: list[History]) -> None:
    assert {story.path for story in histories} == set(PATHS)
    assert any(len([p for p in story.people if p.carried == 0]) == 2 for story in histories), "twins"
    assert any(one.outcome == "loss" for story in histories for one in story.pregnancies)


def test_consents_end_in_every_way(histories: list[History]) -> None:
    fates = Counter(agreed.fate for story in histories for agreed in story.consents)
    assert fates.keys() == {"valid", "expired", "revoked", "defective", "error", "replaced"}
    assert min(fates.values()) >= 5


def test_nothing_happens_in_the_future(histories: list[History]) -> None:
    assert all(fact.day < 0 for story in histories for fact in story.facts)
    assert all(step[0] < 0 for story in histories for asked in story.referrals for step in asked.steps)


def first(story: History, kind_of_fact: str, of: int | None = None) -> int | None:
    days = [f.day for f in story.facts if f.kind == kind_of_fact and (of is None or f.of == of)]
    return min(days, default=None)


def test_no_one_is_born_before_the_pregnancy_or_after_a_checkup(histories: list[History]) -> None:
    for story in histories:
        for place, person in enumerate(story.people):
            if person.carried is not None and person.born is not None:
                carried = story.pregnancies[person.carried]
                weeks = (person.born - carried.began) / 7
                assert 24 <= weeks <= 43, story.number
                assert first(story, "birth", place) == person.born
            checked = first(story, "well_child_visit", place)
            assert checked is None or (person.born is not None and checked >= person.born), story.number


def test_mothers_are_grown_when_their_children_are_born(histories: list[History]) -> None:
    for story in histories:
        mothers = [p.born for p in story.people if p.relation == "mother" and p.born is not None]
        children = [p.born for p in story.people if p.relation in ("infant", "child", "youth16") and p.born is not None]
        assert all(child - mother >= 16 * 365 for mother in mothers for child in children), story.number


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("treatment_request", "admission"),
        ("admission", "attendance"),
        ("admission", "treatment_end"),
        ("report", "removal"),
        ("removal", "placement"),
        ("removal", "return_home"),
        ("birth", "discharge"),
    ],
)
def test_what_comes_first_comes_first(histories: list[History], earlier: str, later: str) -> None:
    told = 0
    for story in histories:
        before, after = first(story, earlier), first(story, later)
        if after is not None:
            told += 1
            assert before is not None, (story.number, later)
            assert before <= after, (story.number, later)
    assert told > 3


def test_a_treatment_fact_comes_from_a_treatment_program_and_says_so(histories: list[History]) -> None:
    part2 = {p["code"] for one in ORGANIZATIONS for p in one["programs"] if "part2" in p["regimes"]}
    for story in histories:
        for fact in story.facts:
            if fact.program in part2:
                category = fact.category or kind(fact.kind).category
                assert category.startswith("sud_"), (story.number, fact.kind)


def test_referrals_take_only_steps_that_may_follow(histories: list[History]) -> None:
    for story in histories:
        for asked in story.referrals:
            days = [day for day, _, _ in asked.steps]
            assert days == sorted(days), story.number
            for (_, now, _), (_, then, _) in pairwise(asked.steps):
                party = Party.SENDER if then in ("sent", "withdrawn") else Party.RECEIVER
                assert may_follow(Status(now), Status(then), party=party), (story.number, now, then)
            assert all(reason for _, status, reason in asked.steps if status in ("declined", "closed"))


def test_every_fact_fits_its_kind(histories: list[History]) -> None:
    county = County(None, TODAY, NOW, SEED, {})  # type: ignore[arg-type]
    for story in histories:
        for fact in story.facts:
            assert body(county, fact, referral=range(99), plan=range(99)) is not None
