"""Which service fits whom, as a caseworker would check it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinbridge.directory.rules import QUESTIONS, Answer, Needs, Offer, Openness, Places, Point, Shelf, match, openings
from kinbridge.directory.rules.match import Preference
from kinbridge.directory.rules.words import CATEGORY_WORDS, Moud, Payer, Population, ServiceCategory
from kinbridge.directory.rules.worked import AT, Worked, worked


@pytest.mark.parametrize("case", worked(), ids=lambda case: case.says)
def test_case(case: Worked) -> None:
    found = match(case.offer, case.needs, at=AT)
    assert found.verdict is case.verdict, found
    for list_of_reasons, sentences in case.told.items():
        assert set(sentences) <= set(getattr(found, list_of_reasons))
    if case.openings:
        assert found.openings.words == case.openings


def test_every_question_is_seen_to_say_yes_and_to_say_no_in_a_worked_situation() -> None:
    seen = {
        (question.id, found.answer)
        for case in worked()
        for question in QUESTIONS
        if (found := question(case.offer, case.needs, AT)) is not None
    }
    assert {(question.id, answer) for question in QUESTIONS for answer in (Answer.FITS, Answer.DOES_NOT_FIT)} <= seen


def ranked(*offers: Offer, needs: Needs = Needs()) -> list[Offer]:  # noqa: B008
    return sorted(offers, key=lambda offer: match(offer, needs, at=AT).order)


def test_a_known_open_place_comes_before_a_waiting_list_and_that_before_silence() -> None:
    opened = Offer(places=(Places(Population.ANYONE, 1, AT),))
    waiting = Offer(places=(Places(Population.ANYONE, 0, AT, waiting=2),))
    stale = Offer(places=(Places(Population.ANYONE, 5, AT - timedelta(days=90)),))
    silent = Offer()
    assert ranked(silent, stale, waiting, opened)[:2] == [opened, waiting]


def test_among_equals_the_nearer_comes_first() -> None:
    here, there = Offer(points=(Point(40.0, -83.0),)), Offer(points=(Point(40.3, -83.0),))
    assert ranked(there, here, needs=Needs(near=Point(40.0, -83.0))) == [here, there]


def test_a_few_miles_do_not_outweigh_better_evidence() -> None:
    near = Offer(points=(Point(40.0, -83.0),), evidence_rating="not_rated")
    tested = Offer(points=(Point(40.03, -83.0),), evidence_rating="well_supported")
    assert ranked(near, tested, needs=Needs(near=Point(40.0, -83.0))) == [tested, near]


def test_what_matters_most_to_the_family_is_compared_first() -> None:
    near = Offer(points=(Point(40.0, -83.0),), evidence_rating="not_rated")
    soon = Offer(points=(Point(40.3, -83.0),), places=(Places(Population.ANYONE, 1, AT),))
    tested = Offer(points=(Point(40.3, -83.0),), practice="abc_infant")
    asked = Needs(near=Point(40.0, -83.0))
    assert [ranked(near, soon, tested, needs=replace(asked, prefer=one))[0] for one in Preference] == [
        soon,
        near,
        tested,
    ]


def test_low_evidence_is_listed_later_but_never_left_out() -> None:
    found = match(Offer(evidence_rating="does_not_meet"), Needs(), at=AT)
    assert found.verdict is Answer.FITS
    assert found.evidence_words == "does not currently meet criteria"


def test_a_service_we_must_ask_comes_after_one_that_says_yes() -> None:
    says_yes = Offer(accepts_pregnant=True)
    silent_but_open = Offer(places=(Places(Population.ANYONE, 9, AT),))
    assert ranked(silent_but_open, says_yes, needs=Needs(pregnant=True)) == [says_yes, silent_but_open]


def test_columbus_to_cleveland_is_about_126_miles() -> None:
    assert Point(39.9612, -82.9988).miles_to(Point(41.4993, -81.6944)) == pytest.approx(126, abs=2)


def test_every_category_has_its_words() -> None:
    assert set(CATEGORY_WORDS) == set(ServiceCategory)


maybe = st.none() | st.booleans()
ages = st.none() | st.floats(0, 20)
codes = st.sampled_from(["en", "es", "so"])
offers = st.builds(
    Offer,
    category=st.sampled_from(["", *ServiceCategory]),
    accepts_pregnant=maybe,
    offers_moud=st.none() | st.lists(st.sampled_from(list(Moud)), unique=True).map(tuple),
    accepts_moud=maybe,
    children_may_stay=maybe,
    children_from_age=ages,
    children_to_age=ages,
    payers=st.none() | st.lists(st.sampled_from(list(Payer)), unique=True).map(tuple),
    language_codes=st.none() | st.lists(codes, unique=True).map(tuple),
    counties=st.none() | st.lists(st.sampled_from(["Harbor", "Lake", "*"]), unique=True).map(tuple),
    sex=st.sampled_from(["", "female", "male"]),
    minimum_age=ages,
    maximum_age=ages,
    points=st.lists(st.builds(Point, st.floats(39, 41), st.floats(-84, -82)), max_size=2).map(tuple),
    remote=st.booleans(),
    places=st.lists(
        st.builds(
            Places,
            population=st.sampled_from(list(Population)),
            open_slots=st.integers(0, 3),
            stated_at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 16), timezones=st.just(UTC)),  # noqa: DTZ001
        ),
        max_size=3,
    ).map(tuple),
    in_program=st.booleans(),
    practice=st.sampled_from(["", "abc_infant", "pcit", "matrix"]),
    tribal=st.sampled_from(["", "yes", "only"]),
    access=st.sampled_from([(), ("wheelchair",)]),
    no_access=st.sampled_from([(), ("sign_language",)]),
    hours=st.sampled_from([None, (), ("evenings",)]),
    comes_home=st.booleans(),
    gives_rides=maybe,
)
needs = st.builds(
    Needs,
    category=st.sampled_from(["", *ServiceCategory]),
    pregnant=st.booleans(),
    moud=st.sampled_from(["", *Moud]),
    stays_on_moud=st.booleans(),
    children_ages=st.lists(st.floats(0, 18), max_size=3).map(tuple),
    county=st.sampled_from(["", "Harbor"]),
    payer=st.sampled_from(["", *Payer]),
    language=st.sampled_from(["", "en", "es"]),
    sex=st.sampled_from(["", "female", "male"]),
    age=st.none() | st.floats(12, 70),
    near=st.none() | st.builds(Point, st.floats(39, 41), st.floats(-84, -82)),
    within_miles=st.floats(1, 100),
    open_now=st.booleans(),
    child_months=st.none() | st.integers(0, 200),
    tribal=st.sampled_from(["", "yes", "no"]),
    access=st.sampled_from(["", "wheelchair", "sign_language"]),
    hours=st.sampled_from(["", "evenings", "weekends"]),
    needs_ride=st.booleans(),
    prefer=st.sampled_from(["", *Preference]),
)


@settings(max_examples=40)  # each draws a dozen services
@given(st.lists(offers, max_size=8), st.lists(offers, max_size=4), needs)
def test_asking_all_at_once_is_asking_each(said: list[Offer], later: list[Offer], asked: Needs) -> None:
    """The shelf, and the shelf after some said something else, answer as the rules answer for each service."""
    shelf = Shelf(enumerate(said)).updated(dict(enumerate(later)))
    now = dict(enumerate(said)) | dict(enumerate(later))
    one_by_one = {key: match(offer, asked, at=AT) for key, offer in now.items()}
    found = shelf.sort(asked, at=AT)
    best = found.best()
    assert set(best) == {key for key, one in one_by_one.items() if one.verdict is not Answer.DOES_NOT_FIT}
    orders = [one_by_one[key].order for key in best]
    assert orders == sorted(orders)
    assert sum(group.count for group in found.groups) == len(now) - len(best)
    assert all(shelf.offer(key) == offer for key, offer in now.items())


@given(offers, needs)
def test_the_verdict_always_comes_with_its_reasons(offer: Offer, asked: Needs) -> None:
    found = match(offer, asked, at=AT)
    assert bool(found.why_not) == (found.verdict is Answer.DOES_NOT_FIT)
    assert found.verdict is not Answer.ASK or found.ask
    assert found.openings.words


@given(offers, needs)
def test_asking_for_less_never_turns_a_fit_into_a_misfit(offer: Offer, asked: Needs) -> None:
    fewer = replace(asked, category="", moud="", county="", payer="", language="", near=None, open_now=False)
    assert match(offer, fewer, at=AT).verdict <= match(offer, asked, at=AT).verdict


@given(offers, needs)
def test_an_old_statement_is_never_an_open_place(offer: Offer, asked: Needs) -> None:
    later = AT + timedelta(days=15)
    assert openings(offer, asked, at=later).state is Openness.UNKNOWN


def test_each_question_says_what_it_asks() -> None:
    assert all(question.says.endswith((".", "?")) and question.no and question.cite for question in QUESTIONS)
